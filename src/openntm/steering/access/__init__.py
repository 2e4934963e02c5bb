"""Who sees what of steering, a module for each subject."""

"""Who sees what is directed, asked and registered, and who may act on it."""
"""Who may see and touch what of steering, a module for each subject."""
