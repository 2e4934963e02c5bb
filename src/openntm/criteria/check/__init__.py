"""Refuses a set, an overlay or its cases that would mislead, naming file, line and rule."""

from pathlib import Path

from openntm.criteria.check.asked import asked_complaints
from openntm.criteria.check.cases import cases_problems
from openntm.criteria.check.frame import frame_complaints
from openntm.criteria.check.overlay import overlay_complaints
from openntm.criteria.check.walk import Complaint
from openntm.criteria.loader import Document, read_document
from openntm.criteria.problems import Problem, SetRefused
from openntm.criteria.schema import read_model
from openntm.criteria.types import CriteriaSet, Overlay

__all__ = ["check_file"]


def check_file(path: Path | str, cases: Path | str | None = None) -> list[Problem]:
    """Every problem of a set (with its worked cases) or of an overlay; an empty list when it is fine."""
    try:
        document = read_document(path)
        if isinstance(document.content, dict) and "overlay" in document.content:
            overlay = read_model(Overlay, document)
            return _problems(document, list(overlay_complaints(overlay)))
        law = read_model(CriteriaSet, document)
    except SetRefused as refusal:
        return refusal.problems
    found = _problems(document, [*frame_complaints(law), *asked_complaints(law)])
    return found + cases_problems(law, document, Path(cases) if cases else None, run=not found)


def _problems(document: Document, complaints: list[Complaint]) -> list[Problem]:
    found = {Problem(document.file, document.line_of(c.path), c.rule, c.message) for c in complaints}
    return sorted(found, key=lambda problem: (problem.line, problem.rule, problem.message))
