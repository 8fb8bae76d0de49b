"""What is printed: pages of HTML with grids, blank ones to fill in, and the answers on a page of their own."""
