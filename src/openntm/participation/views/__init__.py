"""Pages of participation, a module for each subject."""
