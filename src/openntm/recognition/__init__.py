"""Decisions and the timelines of titles."""
