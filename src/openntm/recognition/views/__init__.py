"""The pages of recognition, a module for each subject."""
