"""What published sums say of each other: what falls though it may only grow, which share follows, what parts make.

Nothing here is typed in: each finding is computed from the statements as they stand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from openntm.participation.models import MobilisedStatement

Statement = MobilisedStatement
Measure = Statement.Measure
PARTS_OF_A_PLAN = (Measure.CENTRAL, Measure.LOCAL, Measure.COMBINED, Measure.PEOPLE)


@dataclass(frozen=True)
class Fall:
    """Both are sums from the same first year, and the later one is smaller."""

    earlier: Statement
    later: Statement

    @property
    def by(self) -> Decimal:
        return self.earlier.value - self.later.value


@dataclass(frozen=True)
class Share:
    """`published` is what a page says of the same years, if any does."""

    people: Statement
    total: Statement
    published: Statement | None

    @property
    def percent(self) -> Decimal:
        return (self.people.value * 100 / self.total.value).quantize(Decimal("0.1"))

    @property
    def is_same_period(self) -> bool:
        return self.people.last_year == self.total.last_year

    @property
    def agrees(self) -> bool:
        """To the digits that the page gives."""
        assert self.published
        return self.percent.quantize(Decimal(1)) == self.published.value.quantize(Decimal(1))


@dataclass(frozen=True)
class PlanSum:
    total: Statement
    parts: list[Statement]

    @property
    def sum(self) -> Decimal:
        return sum((one.value for one in self.parts), Decimal(0))

    @property
    def missing(self) -> Decimal:
        return self.total.value - self.sum


@dataclass(frozen=True)
class Step:
    """What a cumulative series grew by since its last value that was not contradicted."""

    statement: Statement
    more: Decimal


def series(statements: Iterable[Statement]) -> dict[tuple[int, str, int], list[Statement]]:
    """Sums of one place and measure from one first year, by their last year; plans are none."""
    found: dict[tuple[int, str, int], list[Statement]] = defaultdict(list)
    for one in sorted(statements, key=lambda each: (each.last_year, each.key)):
        if not one.is_plan and one.measure != Measure.PEOPLE_SHARE:
            found[one.place_id, one.measure, one.first_year].append(one)
    return found


def falls(statements: Iterable[Statement]) -> list[Fall]:
    return [
        Fall(earlier, later)
        for row in series(statements).values()
        for earlier, later in pairwise(row)
        if later.value < earlier.value
    ]


def contradicted(statements: Iterable[Statement]) -> set[int]:
    """Both sides of each fall, by their keys: neither is preferred."""
    return {one.pk for fall in falls(statements) for one in (fall.earlier, fall.later)}


def steps(row: Iterable[Statement]) -> list[Step]:
    """The increments of a series; they add up to its last value, whatever it does between."""
    found, before = [], Decimal(0)
    for one in row:
        found.append(Step(one, one.value - before))
        before = one.value
    return found


def shares(statements: Iterable[Statement]) -> list[Share]:
    """For each sum of all money the last sum of the people's up to its year."""
    rows = list(statements)
    stated = {(one.place_id, one.first_year, one.last_year): one for one in rows if one.measure == Measure.PEOPLE_SHARE}
    found = []
    for (place, measure, first), totals in series(rows).items():
        if measure != Measure.TOTAL:
            continue
        for total in totals:
            people = [one for one in series(rows)[place, Measure.PEOPLE, first] if one.last_year <= total.last_year]
            if people and total.value:
                found.append(Share(people[-1], total, stated.get((place, first, total.last_year))))
    return found


def plans(statements: Iterable[Statement]) -> list[PlanSum]:
    """A plan whose parts are named too."""
    rows = [one for one in statements if one.is_plan]
    found = []
    for total in (one for one in rows if one.measure == Measure.TOTAL):
        same = [one for one in rows if (one.place_id, one.first_year) == (total.place_id, total.first_year)]
        parts = [one for one in same if one.measure in PARTS_OF_A_PLAN and one.last_year == total.last_year]
        if parts:
            found.append(PlanSum(total, parts))
    return found
