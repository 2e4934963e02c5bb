"""The pages of steering, a module for each subject."""
