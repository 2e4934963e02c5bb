"""Figures of many places as columns of scaled whole numbers, in blocks that fit a processor's cache."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.classes import CompiledSet, PlaceClass
from openntm.criteria.bulk.numbers import Column, Scaled, digits_of, exact, largest, read_column, whole_at
from openntm.criteria.bulk.program import Program
from openntm.criteria.figures import SEXES
from openntm.criteria.types import Code, Direction, Rule

BLOCK = 1536
BEYOND = 2**30  # above every figure of 32 bits, and the difference of two of them still fits
BEYOND_64 = 2**61

Figures = Mapping[str, "Sequence[Any] | NDArray[Any] | Scaled"]


class Asks(NamedTuple):
    """The thresholds of a block, columns × 1 or columns × places, and where there is none (no array: nowhere)."""

    needed: NDArray[np.int32]
    open: NDArray[np.uint8] | None


class WideColumn(NamedTuple):
    """Numbers that do not fit 32 bits, block by block, and what is asked of each."""

    numbers: NDArray[Any]
    needed: NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The places of classes that differ in their thresholds only: blocks × columns × places, class after class.

    What is missing is beyond every figure. `needed` holds the thresholds, columns × classes; where there is none,
    it is beyond every figure too, and `open` says so. `asks` is the same for each block.
    """

    classes: tuple[PlaceClass, ...]
    program: Program
    ends: tuple[int, ...]
    places: NDArray[np.intp]
    numbers: NDArray[np.int32]
    worth: NDArray[np.uint8]
    needed: NDArray[np.int32]
    open: NDArray[np.uint8]
    wide: dict[int, WideColumn] = field(default_factory=dict)
    asks: list[Asks] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.ends[-1]

    @property
    def class_of_each(self) -> NDArray[np.intp]:
        """The class of each place, in blocks; what fills up the last block counts as the last class."""
        each = np.repeat(np.arange(len(self.classes)), np.diff(self.ends, prepend=0))
        return self.in_blocks(each, len(self.classes) - 1)

    def in_blocks(self, column: NDArray[Any], rest: Any) -> NDArray[Any]:
        """Some values, one a place, in blocks; the last one is filled up."""
        room = np.full(self.numbers.shape[0] * self.numbers.shape[2], rest, column.dtype)
        room[: self.count] = column
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
    rows = _count(compiled, len(_numbers(figures[columns[0]])) if columns else None)
    table = Table(compiled, rows, columns, tuple(_segments(compiled, rows, columns)))
    for rule, keys in families:
        _fill(table, rule, {key: read_column(rule.asked, figures[key]) for key in keys})
    for segment in table.segments:
        segment.asks.extend(_asks(segment, classes) for classes in segment.class_of_each)
    return table


def _asks(segment: Segment, classes: NDArray[np.intp]) -> Asks:
    """A block of one class needs one number a column; only blocks where a class ends need one for each place."""
    one = classes[:1] if classes[0] == classes[-1] else classes
    none = np.ascontiguousarray(segment.open[:, one])
    return Asks(np.ascontiguousarray(segment.needed[:, one]), none if none.any() else None)


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


def _count(compiled: CompiledSet, figures: int | None) -> int:
    """How many places there are, counted again for each day."""
    members, days = compiled.places, len(compiled.days)
    rows = figures if members is None else members * days
    if rows is None or rows % days or figures not in (None, rows):
        raise ValueError(f"{figures} figures in a column do not fit {members or 'the'} places on {days} days")
    return rows


def _segments(compiled: CompiledSet, rows: int, columns: tuple[str, ...]) -> Iterator[Segment]:
    alike: dict[Hashable, list[PlaceClass]] = {}
    for own in compiled.classes:
        alike.setdefault(own.program(columns).key, []).append(own)
    for classes in alike.values():
        yield _segment(classes, rows // len(compiled.days), columns)


def _segment(classes: Sequence[PlaceClass], places: int, columns: tuple[str, ...]) -> Segment:
    """Room for the places of these classes, all of whose figures are still missing."""
    positions = [_positions(own, places) for own in classes]
    ends = tuple(np.cumsum([len(some) for some in positions]).tolist())
    blocks = max(1, -(-ends[-1] // BLOCK))
    shape = (blocks, len(columns), -(-ends[-1] // blocks))
    return Segment(
        classes=tuple(classes),
        program=classes[0].program(columns),
        ends=ends,
        places=np.concatenate(positions),
        numbers=np.full(shape, BEYOND, np.int32),
        worth=np.full(shape, Code.NO_FIGURE, np.uint8),
        needed=np.full((len(columns), len(classes)), BEYOND, np.int32),
        open=np.full((len(columns), len(classes)), Code.NO_THRESHOLD, np.uint8),
    )


def _positions(own: PlaceClass, places: int) -> NDArray[np.intp]:
    members = np.arange(places) if own.members is None else own.members
    return members + own.period * places


def _fill(table: Table, rule: Rule, family: Mapping[str, Column]) -> None:
    """Columns that share a threshold get one power of ten, fine enough for all figures and all thresholds."""
    limits = [[_limit(own.rules.get(rule.figure_id)) for own in segment.classes] for segment in table.segments]
    known = [limit for some in limits for limit in some if limit is not None]
    digits = max(digits_of(limit.as_integer_ratio()[1] for limit in known), *(c.digits for c in family.values()))
    sign = -1 if rule.asked.direction is Direction.AT_MOST else 1
    wholes = [[None if limit is None else sign * whole_at(limit, digits) for limit in some] for some in limits]
    for key, column in family.items():
        if len(column.numbers) != table.rows:
            raise ValueError(f"{key} has {len(column.numbers)} figures, other columns have {table.rows}")
        table.digits[key], table.scores[key] = digits, column.scores
        _pour(table, key, column.at(digits), sign, wholes)


def _limit(rule: Rule | None) -> Decimal | None:
    return None if rule is None or rule.needed.value is None else exact(rule.asked, rule.needed.value)


def _pour(table: Table, key: str, column: Column, sign: int, limits: Sequence[Sequence[int | None]]) -> None:
    """Puts a column into the segments, in 32 bits where figures and thresholds fit."""
    at, given = table.columns.index(key), column.worth == Code.MET
    reach = max([largest(column.numbers), *(abs(limit or 0) for some in limits for limit in some)])
    dtype, beyond = _width(reach)
    numbers = np.full(table.rows, beyond, dtype)
    numbers[given] = column.numbers[given].astype(dtype) * sign
    for segment, some in zip(table.segments, limits, strict=True):
        needed = np.array([beyond if limit is None else limit for limit in some], dtype)
        own = segment.in_blocks(numbers[segment.places], beyond)
        segment.worth[:, at] = segment.in_blocks(column.worth[segment.places], Code.NO_FIGURE)
        segment.open[at] = [Code.NO_THRESHOLD if limit is None else 0 for limit in some]
        if dtype is np.int32:
            segment.numbers[:, at], segment.needed[at] = own, needed
        else:
            segment.wide[at] = WideColumn(own, needed[segment.class_of_each])


def _width(reach: int) -> tuple[Any, int]:
    """The type that holds such numbers and their differences, and a number beyond them."""
    if reach < BEYOND:
        return np.int32, BEYOND
    return (np.int64, BEYOND_64) if reach < BEYOND_64 else (object, reach + 1)
