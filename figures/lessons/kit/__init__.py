"""What all lessons are made of."""
