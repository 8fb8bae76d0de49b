"""The Explore page: the scene, what is said of the selection, the row of buttons."""
