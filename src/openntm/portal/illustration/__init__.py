"""Illustrative figures for the demonstration: made by a seeded generator, consistent with what was published."""
