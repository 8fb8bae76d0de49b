"""A class of any size: two processes for each core, and nginx or Caddy before them."""
