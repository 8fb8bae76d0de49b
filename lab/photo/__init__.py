"""A picture to pool: the file, the state, the address, what comes out and what comes back."""
