"""Forms of produce, a module for each subject."""
