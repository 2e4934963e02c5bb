"""Who sees what of recognition."""

"""Who may see and do what in recognition, a module for each subject."""
"""Who sees what of recognition, a module for each subject."""
"""Who may see and do what in recognition, a module for each subject."""
