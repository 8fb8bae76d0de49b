"""What is said at each step of a pass, whatever the operator."""
