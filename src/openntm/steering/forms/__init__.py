"""What people fill in for steering, a module for each subject."""
