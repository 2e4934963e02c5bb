"""Visits with checklists as data: what was observed, demands and answers, re-checks."""
