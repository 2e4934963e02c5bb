"""One unit of a frozen assessment, ready to be told of: the law, what was found, and where each figure comes from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from openntm.assessment.snapshot import checksum, judged_again
from openntm.criteria import CriteriaSet, Finding, PlaceResult
from openntm.recognition.documents.words import LAYERS, UNVERIFIED, day_short

MARKS = {"illustrative": "số liệu minh họa", "correction": "đã đính chính", "disputed": "các nguồn khác nhau"}


class NotInSnapshot(LookupError):
    """The frozen assessment holds no unit of this code."""


@dataclass(frozen=True)
class Judged:
    law: CriteriaSet
    on: date
    result: PlaceResult
    figures: dict[str, dict[str, Any]]
    sha256: str

    @property
    def illustrative(self) -> bool:
        return any(figure.get("illustrative") for figure in self.figures.values())

    def source_of(self, name: str) -> str:
        """Source, day, layer and marks of a figure; nothing where there is none."""
        told = [self.source_name(name), self.stated_of(name)]
        return "; ".join(part for part in told if part)

    def source_name(self, name: str) -> str:
        return str(self.figures.get(name, {}).get("source") or "")

    def stated_of(self, name: str) -> str:
        """Day, layer and marks of a figure."""
        figure = self.figures.get(name, {})
        day = figure.get("day")
        told = [
            day_short(date.fromisoformat(day)) if day else "",
            LAYERS.get(str(figure.get("layer") or ""), ""),
            *(words for key, words in MARKS.items() if figure.get(key)),
        ]
        return "; ".join(part for part in told if part)

    @cached_property
    def sources(self) -> dict[str, int]:
        """The sources of all figures, numbered, so that a table may name them shortly."""
        return {
            name: place
            for place, name in enumerate(dict.fromkeys(filter(None, map(self.source_name, self.figures))), 1)
        }


def judged(content: bytes, code: str) -> Judged:
    """`content` is the snapshot to the byte; findings that cannot be computed again are refused."""
    again = judged_again(content)
    for case, result in again.cases:
        if case["place"] == code:
            return Judged(again.law, again.on, result, case["figures"], checksum(content))
    raise NotInSnapshot(code)


def asked_of(finding: Finding) -> str:
    """What the law asks, and where it says so."""
    row = finding.row
    if row is None:
        return finding.needed_text_vi
    column = f"cột {row.column_vi}" if row.column_vi else ""
    mark = "" if finding.verified else UNVERIFIED
    where = ", ".join(part for part in (row.source, column) if part)
    return "\n".join(part for part in (finding.needed_text_vi, f"({'; '.join(p for p in (where, mark) if p)})") if part)
