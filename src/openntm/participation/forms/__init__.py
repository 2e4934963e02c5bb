"""What is filled in."""
