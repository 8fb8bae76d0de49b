"""The Check page: the entries, the layer, the verdict and the grids."""
