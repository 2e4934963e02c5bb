"""Who sees what of recognition, a module for each subject."""
