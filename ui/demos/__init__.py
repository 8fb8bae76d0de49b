"""The Lessons page: the gallery, a lesson, the visitor's turn."""
