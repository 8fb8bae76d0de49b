"""What code to take is written with, whichever framework it is for."""
