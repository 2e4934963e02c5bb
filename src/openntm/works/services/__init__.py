"""Writes of works, a module for each subject."""
