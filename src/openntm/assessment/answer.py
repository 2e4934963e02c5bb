"""What the judge said of a table, in the shapes that people and programs read: JSON, rows, lines."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openntm.criteria import Finding, PlaceResult

COLUMNS = ("place", "indicator", "verdict", "because", "figure", "needed", "gap", "unit", "verified", "source")
REASONS = ("reason_vi", "reason_en")


def answer(set_id: str, on: date, results: Mapping[str, PlaceResult]) -> dict[str, Any]:
    """The whole answer as JSON-ready values: figures are texts, so that no digit is lost."""
    places = [place_answer(name, result) for name, result in results.items()]
    return {"set": set_id, "on": on.isoformat(), "places": places}


def place_answer(name: str, result: PlaceResult) -> dict[str, Any]:
    return {
        "place": name,
        "title_met": result.title_met,
        "criteria_met": result.criteria_met,
        "criteria_total": result.criteria_total,
        "indicators_met": result.indicators_met,
        "indicators_total": result.indicators_total,
        "prerequisites": [finding_answer(finding) for finding in result.prerequisites.values()],
        "findings": [finding_answer(finding) for finding in result.findings.values()],
    }


def finding_answer(finding: Finding) -> dict[str, Any]:
    return {
        "indicator": finding.indicator,
        "verdict": str(finding.verdict),
        "because": str(finding.because) if finding.because else None,
        "figure": plain(finding.figure),
        "needed": plain(finding.needed),
        "gap": plain(finding.gap),
        "unit": finding.unit,
        "verified": finding.verified,
        "as_whole": finding.as_whole,
        "source": finding.source,
        "reason_vi": finding.reason_vi,
        "reason_en": finding.reason_en,
        "parts": [finding_answer(part) for part in finding.parts],
    }


def plain(value: object) -> object:
    """Yes and no stay as they are; a decimal is a text without an exponent."""
    if value is None or isinstance(value, bool):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def rows_of(results: Mapping[str, PlaceResult]) -> list[list[str]]:
    """One row a finding, prerequisites first, parts beneath their indicator."""
    rows = [[*COLUMNS, *REASONS]]
    for name, result in results.items():
        for finding in (*result.prerequisites.values(), *result.findings.values()):
            rows += rows_of_finding(name, finding_answer(finding))
    return rows


def rows_of_finding(name: str, finding: Mapping[str, Any]) -> list[list[str]]:
    row = [name, *(cell(finding[column]) for column in (*COLUMNS[1:], *REASONS))]
    return [row, *(line for part in finding["parts"] for line in rows_of_finding(name, part))]


def cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
