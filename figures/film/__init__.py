"""A pass as something to play: what holds for all of its steps, and its frames as a GIF."""
