"""What people fill in for steering, a module for each subject."""

"""What people fill in of directives, tasks and registrations."""
"""What people enter about steering, a module for each subject."""
