"""What people fill in for recognition, a module for each subject."""
