"""Reported figures with evidence and source, their layers, and frozen findings."""
