"""Addresses of works, a module for each subject."""
