"""Codes that stand alike, as spans of a run: cutting a stretch out of them and joining what is alike again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """Codes `first` to `last` of a run, both of them, and how they stand."""

    first: int
    last: int
    state: str
    holder: str = ""
    key: str = ""

    def standing(self) -> tuple[str, str, str]:
        return self.state, self.holder, self.key

    def within(self, first: int, last: int) -> "Piece":
        return replace(self, first=max(first, self.first), last=min(last, self.last))


def cut(pieces: Iterable[Piece], first: int, last: int) -> list[Piece]:
    """The parts of the pieces that lie in the stretch."""
    return [piece.within(first, last) for piece in pieces if piece.first <= last and piece.last >= first]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """In order; neighbours that stand alike become one."""
    whole: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: one.first):
        before = whole[-1] if whole else None
        if before and before.last + 1 == piece.first and before.standing() == piece.standing():
            whole[-1] = replace(before, last=piece.last)
        else:
            whole.append(piece)
    return whole
