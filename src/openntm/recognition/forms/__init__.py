"""What people enter about dossiers, opinions, councils and reports."""

"""What people fill in, a module for each subject."""
"""What people fill in for recognition, a module for each subject."""
"""What people fill in, a module for each subject."""
