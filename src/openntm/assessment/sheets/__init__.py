"""Spreadsheets of figures: the template that goes out, and the same file coming back, safely read."""
