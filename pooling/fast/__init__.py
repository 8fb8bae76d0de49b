"""Arrays of any size, without the index table: `merging.py` tells the idea."""
