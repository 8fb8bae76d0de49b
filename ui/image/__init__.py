"""The Image page: its state, its controls, its pictures."""
