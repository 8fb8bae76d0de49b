"""Arrays of any size, without the index table: `sliding.py` tells the idea."""
