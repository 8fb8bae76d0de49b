"""Grids whose cells are elements: to type in, or to choose from."""
