"""What is said of what is on the page, operator by operator through their voices."""
