"""A class of any size: as many processes as there are cores, and nginx or Caddy before them."""
