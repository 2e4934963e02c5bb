"""How much is missing to a threshold, exactly, in the unit of the indicator."""

from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.kernel import Piece
from openntm.criteria.bulk.numbers import digits_of, whole_at
from openntm.criteria.bulk.table import Table
from openntm.criteria.comparing import gap_of
from openntm.criteria.figures import SEXES
from openntm.criteria.types import Code, Rule, ValueKind


class Gaps(NamedTuple):
    """Where `known`, what is missing is `short / 10**digits`: positive when short, 0 when met."""

    short: NDArray[Any]
    digits: int
    known: NDArray[np.bool_]

    def decimals(self) -> list[Decimal | None]:
        pairs = zip(self.short.tolist(), self.known.tolist(), strict=True)
        return [Decimal(short).scaleb(-self.digits) if known else None for short, known in pairs]


def gaps_of(table: Table, pieces: tuple[Piece, ...], name: str) -> Gaps:
    """The gaps of an indicator or prerequisite over all places."""
    keys = [key for key in (name, *(f"{name}:{sex}" for sex in SEXES)) if key in table.columns]
    scored = {at: score for key in keys for at, score in table.scores[key].items()}
    known, digits = np.zeros(table.rows, bool), max((table.digits[key] for key in keys), default=0)
    if scored:
        return _of_scores(table, pieces, name, scored)
    short: NDArray[Any] = np.zeros(table.rows, np.int64)
    for piece in pieces:
        rule = piece.segment.classes[0].rules[name]
        columns = [table.columns.index(key) for key in keys if key == name or rule.asked.both_sexes]
        if not columns or rule.asked.value_kind is not ValueKind.NUMBER:
            continue
        missing = _missing(piece, columns)
        short = short.astype(object) if missing.dtype == object else short
        places, count = piece.segment.places, piece.segment.count
        known[places] = _known(piece, name).reshape(-1)[:count]
        short[places] = np.where(known[places], missing.reshape(-1)[:count], 0)
    return Gaps(short, digits, known)


def _known(piece: Piece, name: str) -> NDArray[np.bool_]:
    """The verdict is one about the figure itself: met or not, and not by parts that say something else."""
    code, program = piece.findings[:, piece.program.names.index(name)], piece.program
    known = (code == Code.MET) | (code == Code.NOT_MET)
    if name in program.whole_names:
        known &= code == piece.wholes[:, program.whole_names.index(name)]
    return known


def _missing(piece: Piece, columns: list[int]) -> NDArray[Any]:
    """Of the figures that are measured against one threshold the one that is furthest from it."""
    if piece.short is None:
        raise ValueError("judged without gaps: judge_many(…, gaps=True)")
    wide = piece.segment.wide
    found = [wide[at].needed - wide[at].numbers if at in wide else piece.short[:, at] for at in columns]
    same = object if any(one.dtype == object for one in found) else np.int64
    return np.maximum(np.maximum.reduce([one.astype(same) for one in found]), 0)


def _of_scores(table: Table, pieces: tuple[Piece, ...], name: str, scored: dict[int, Decimal]) -> Gaps:
    """A grade that was read from a score is short of the score where the asked grade begins."""
    gaps: dict[int, Decimal] = {}
    for piece in pieces:
        known, places = _known(piece, name).reshape(-1), piece.segment.places.tolist()
        starts = (0, *piece.segment.ends)
        for own, start, end in zip(piece.segment.classes, starts, piece.segment.ends, strict=False):
            for at in (at for order, at in enumerate(places[start:end], start) if known[order]):
                gap = _of_score(own.rules[name], scored.get(at))
                gaps |= {} if gap is None else {at: gap}
    digits = digits_of(gap.as_integer_ratio()[1] for gap in gaps.values())
    short, told = np.zeros(table.rows, object), np.zeros(table.rows, bool)
    for at, gap in gaps.items():
        short[at], told[at] = whole_at(gap, digits), True
    return Gaps(short, digits, told)


def _of_score(rule: Rule, score: Decimal | None) -> Decimal | None:
    return None if score is None else gap_of(rule.asked, rule.needed.value, score)
