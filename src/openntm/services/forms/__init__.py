"""What is filled in about guides, posters and helper sessions."""
