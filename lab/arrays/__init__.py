"""Arrays as people have them: text that was pasted, files that were saved, and which of them is what."""
