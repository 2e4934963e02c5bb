"""What people enter about steering, a module for each subject."""
