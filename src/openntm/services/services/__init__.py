"""Writes: changes and their review, posters, ratings, checks, teams and their helper sessions."""
