"""Figures with their sources and evidence, spreadsheets taken in, conflicts decided, and frozen assessments."""

from openntm.assessment.models.figures import ConflictDecision, Figure, Layer, Source
from openntm.assessment.models.frozen import Assessment
from openntm.assessment.models.imports import Import

__all__ = ["Assessment", "ConflictDecision", "Figure", "Import", "Layer", "Source"]
