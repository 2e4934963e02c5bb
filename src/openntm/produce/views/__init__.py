"""Pages of produce, a module for each subject."""
