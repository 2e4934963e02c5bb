"""Writes: dossiers, opinions, reviews, councils, decisions, titles."""

from openntm.recognition.services.loading import load_decisions, load_titles

__all__ = ["load_decisions", "load_titles"]
