"""Reads: the guide of a day and place, its ratings, the scans of posters, and helper sessions."""

from openntm.services.queries.figures import Counts, counts_of

__all__ = ["Counts", "counts_of"]
