"""Reads: what the bound assessment says of the dossier's place."""

import json
from typing import Any

from openntm.assessment.models import Assessment
from openntm.recognition.models import Dossier


def case_of(assessment: Assessment, key: str) -> dict[str, Any] | None:
    """The place's part of a snapshot, that of a superior included."""
    cases: list[dict[str, Any]] = json.loads(assessment.content)["places"]
    return next((case for case in cases if case.get("unit", {}).get("key") == key), None)


def findings_of(dossier: Dossier) -> dict[str, Any]:
    """Indicator → finding, as frozen; empty while nothing is bound."""
    case = case_of(dossier.assessment, dossier.place.key) if dossier.assessment else None
    return dict(case["findings"]["indicators"]) if case else {}


def short_of(findings: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, one in findings.items() if one["verdict"] == "not_met")


def unreported_of(findings: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, one in findings.items() if one["because"] == "no_figure")


def without_threshold(findings: dict[str, Any]) -> tuple[str, ...]:
    """Not known to be met, and no fault of the commune: the law's data has no value there; the appraisers conclude."""
    return tuple(name for name, one in findings.items() if one["because"] == "no_threshold")
