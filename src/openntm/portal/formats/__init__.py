"""Formats of days and figures, a module a language: Django's own for Vietnamese do not group figures."""
