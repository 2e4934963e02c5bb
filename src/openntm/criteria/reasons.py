"""One-sentence reasons in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openntm.criteria.types.findings import Finding

Language = Literal["vi", "en"]


def needed_text(finding: Finding, language: Language) -> str:
    return str(finding.needed)


def reason(finding: Finding, language: Language) -> str:
    return f"{finding.verdict}: {finding.figure}"
