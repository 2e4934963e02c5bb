"""The forms of works, a module for each subject."""
