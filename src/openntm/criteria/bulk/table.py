"""Figures of many places as columns of scaled whole numbers, in blocks that fit a processor's cache."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.classes import CompiledSet, PlaceClass
from openntm.criteria.bulk.numbers import Column, Scaled, digits_of, exact, largest, read_column, whole_at
from openntm.criteria.figures import SEXES
from openntm.criteria.types import Code, Direction, Rule

BLOCK = 1024
BEYOND = 2**30  # above every figure of 32 bits, and the difference of two of them still fits
BEYOND_64 = 2**61

Figures = Mapping[str, "Sequence[Any] | NDArray[Any] | Scaled"]


@dataclass(frozen=True, slots=True, eq=False)
class WideColumn:
    """Numbers that do not fit 32 bits, block by block, and what is asked of them."""

    numbers: NDArray[Any]
    needed: int


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The places of one class: blocks × columns × places; what is missing is beyond every figure.

    `needed` holds the threshold of each column; where there is none it is beyond too, and `open` says so.
    """

    of_class: PlaceClass
    places: "NDArray[np.intp] | slice"
    count: int
    numbers: NDArray[np.int32]
    worth: NDArray[np.uint8]
    needed: NDArray[np.int32]
    open: NDArray[np.uint8]
    wide: dict[int, WideColumn] = field(default_factory=dict)

    def blocks_of(self, column: NDArray[Any], rest: int) -> NDArray[Any]:
        """The class's part of a column over all places, in blocks; the last one is filled up."""
        room = np.full(self.numbers.shape[0] * self.numbers.shape[2], rest, column.dtype)
        room[: self.count] = column[self.places]
        return room.reshape(self.numbers.shape[0], self.numbers.shape[2])


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All places of all periods, period after period; what the law wants "at most" has its sign turned."""

    compiled: CompiledSet
    rows: int
    columns: tuple[str, ...]
    segments: tuple[Segment, ...]
    digits: dict[str, int] = field(default_factory=dict)
    scores: dict[str, dict[int, Decimal]] = field(default_factory=dict)


def table_of(compiled: CompiledSet, figures: Figures) -> Table:
    """The table of the figures that some rule of the set asks for; others are left aside."""
    families = _families(compiled, figures)
    columns = tuple(key for _, keys in families for key in keys)
    rows = _count(compiled, {len(_numbers(figures[key])) for key in columns})
    table = Table(compiled, rows, columns, tuple(_segments(compiled, rows, len(columns))))
    for rule, keys in families:
        _fill(table, rule, {key: read_column(rule.asked, figures[key]) for key in keys})
    return table


def _families(compiled: CompiledSet, figures: Figures) -> list[tuple[Rule, list[str]]]:
    """The rules that have figures, each with the columns that are measured against its threshold."""
    rules = {name: rule for own in compiled.classes for name, rule in own.rules.items()}
    named = [(rule, [name, *(f"{name}:{sex}" for sex in _sexes(rule))]) for name, rule in rules.items()]
    given = [(rule, [name for name in names if name in figures]) for rule, names in named]
    return [(rule, names) for rule, names in given if names]


def _sexes(rule: Rule) -> Sequence[str]:
    return SEXES if rule.asked.both_sexes else ()


def _numbers(figures: Any) -> Any:
    return figures.figures if isinstance(figures, Scaled) else figures


def _count(compiled: CompiledSet, lengths: set[int]) -> int:
    members = compiled.places
    lengths |= set() if members is None else {members * len(compiled.days)}
    if len(lengths) != 1:
        raise ValueError(f"columns of one length are needed, a figure for each place and period, not {sorted(lengths)}")
    return lengths.pop()


def _segments(compiled: CompiledSet, rows: int, columns: int) -> Iterator[Segment]:
    places = rows // len(compiled.days)
    for own in compiled.classes:
        start = own.period * places
        count = places if own.members is None else len(own.members)
        blocks = max(1, -(-count // BLOCK))
        shape = (blocks, columns, -(-count // blocks))
        yield Segment(
            own,
            slice(start, start + places) if own.members is None else own.members + start,
            count,
            np.full(shape, BEYOND, np.int32),
            np.full(shape, Code.NO_FIGURE, np.uint8),
            np.full((columns, 1), BEYOND, np.int32),
            np.full((columns, 1), Code.NO_THRESHOLD, np.uint8),
        )


def _fill(table: Table, rule: Rule, family: Mapping[str, Column]) -> None:
    """Columns that share a threshold get one power of ten, fine enough for all figures and all thresholds."""
    limits = [_limit(segment.of_class.rules.get(rule.figure_id)) for segment in table.segments]
    least = digits_of(limit.as_integer_ratio()[1] for limit in limits if limit is not None)
    digits = max(least, *(column.digits for column in family.values()))
    wholes = [None if limit is None else whole_at(limit, digits) for limit in limits]
    sign = -1 if rule.asked.direction is Direction.AT_MOST else 1
    for key, column in family.items():
        table.digits[key], table.scores[key] = digits, column.scores
        _pour(table, key, column.at(digits), sign, wholes)


def _limit(rule: Rule | None) -> Decimal | None:
    return None if rule is None or rule.needed.value is None else exact(rule.asked, rule.needed.value)


def _pour(table: Table, key: str, column: Column, sign: int, limits: Sequence[int | None]) -> None:
    """Puts a column into the segments, in 32 bits where figures and thresholds fit."""
    at, given = table.columns.index(key), column.worth == Code.MET
    reach = max(largest(column.numbers), *(abs(limit or 0) for limit in limits))
    dtype: Any
    dtype, beyond = (np.int32, BEYOND) if reach < BEYOND else (np.int64, BEYOND_64)
    if reach >= BEYOND_64:
        dtype, beyond = object, reach + 1
    numbers = np.full(table.rows, beyond, dtype)
    numbers[given] = column.numbers[given].astype(dtype) * sign
    for segment, limit in zip(table.segments, limits, strict=True):
        segment.worth[:, at] = segment.blocks_of(column.worth, Code.NO_FIGURE)
        segment.open[at] = Code.NO_THRESHOLD if limit is None else 0
        asked, blocks = beyond if limit is None else sign * limit, segment.blocks_of(numbers, beyond)
        if dtype is np.int32:
            segment.numbers[:, at], segment.needed[at] = blocks, asked
        else:
            segment.wide[at] = WideColumn(blocks, asked)
