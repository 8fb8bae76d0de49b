"""What the Image page shows and says."""
