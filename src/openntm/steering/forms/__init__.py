"""What people fill in of directives, tasks and registrations."""
