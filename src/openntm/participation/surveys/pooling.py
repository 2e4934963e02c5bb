"""Rows of counts that betray no household: those with small cells are told only together."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # a cell is empty or has at least so many


@dataclass(frozen=True)
class Row:
    """One hamlet or one mode, or several together."""

    names: tuple[str, ...]
    satisfied: int
    others: int  # not satisfied, or without an opinion

    @property
    def answered(self) -> int:
        return self.satisfied + self.others

    @property
    def betrays(self) -> bool:
        return self.answered < LEAST or 0 < self.satisfied < LEAST or 0 < self.others < LEAST


def together(rows: Sequence[Row]) -> Row:
    names = tuple(name for row in rows for name in row.names)
    return Row(names, sum(row.satisfied for row in rows), sum(row.others for row in rows))


def pooled(rows: Sequence[Row]) -> list[Row]:
    """Rows that may be shown, the pooled one last; nothing where only the total could be shown."""
    hidden = [row for row in rows if row.betrays]
    shown = sorted((row for row in rows if not row.betrays), key=lambda row: row.answered)
    while shown and hidden and together(hidden).betrays:
        hidden.append(shown.pop(0))
    kept = [row for row in rows if row in shown]
    if not kept or (hidden and together(hidden).betrays):
        return []
    return kept + ([together(hidden)] if hidden else [])
