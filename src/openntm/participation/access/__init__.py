"""Who sees and who writes what of participation, a module for each subject."""
