"""What is written in support: schemes and calls, applications, approved lists, grants and their money."""
