"""Reads: who holds which title, and where the dossiers stand."""

from openntm.recognition.queries.titles import named_hamlets_on, possible_on, records_in_force, timeline, titles_on

__all__ = ["named_hamlets_on", "possible_on", "records_in_force", "timeline", "titles_on"]
