"""Addresses, one module a subject."""
