"""Who may see and do what in recognition, a module for each subject."""
