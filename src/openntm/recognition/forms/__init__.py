"""What people fill in, a module for each subject."""
