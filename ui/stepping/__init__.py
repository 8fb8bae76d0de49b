"""The Step through page: the player, and what is taken away from it."""
