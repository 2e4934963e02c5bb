"""Who sees what of steering, a module for each subject."""
