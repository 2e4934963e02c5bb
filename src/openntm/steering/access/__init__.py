"""Who may see and touch what of steering, a module for each subject."""
