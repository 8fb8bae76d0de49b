"""The Demos page: the gallery, a lesson, the visitor's turn."""
