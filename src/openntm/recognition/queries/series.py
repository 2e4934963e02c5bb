"""Reads: the published series of NTM communes beside what the records give, each change of both numbers explained."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from openntm.assessment.models import Figure
from openntm.places.models import Lineage, Place, PlaceVersion
from openntm.recognition.models import Title, TitleRecord
from openntm.recognition.queries.counts import COUNTED, MEASURES, communes, published_days
from openntm.recognition.queries.steps import Step, steps
from openntm.recognition.queries.titles import titles_on

NEAR = timedelta(days=31)  # a page may count a change that takes effect soon after the day it speaks of


@dataclass(frozen=True)
class Count:
    """The communes of a day and the NTM records that they hold, computed."""

    day: date
    units: dict[int, PlaceVersion]
    held: dict[int, TitleRecord]

    @property
    def numbers(self) -> tuple[int, int]:
        return len(self.held), len(self.units)


@dataclass(frozen=True)
class Published:
    """What the pages of a day say, each with its source; `of` only where a page says or implies it."""

    counts: list[Figure]
    totals: list[Figure]

    @property
    def numbers(self) -> tuple[int, int | None]:
        return int(self.counts[0].value), int(self.totals[0].value) if self.totals else None

    def agrees(self, count: Count) -> bool:
        totals = {int(one.value) for one in self.totals} or {count.numbers[1]}
        return {int(one.value) for one in self.counts} == {count.numbers[0]} and totals == {count.numbers[1]}


@dataclass(frozen=True)
class Point:
    """A published day. `counted` is the day nearby on which the published numbers hold, the day itself if none does."""

    day: date
    published: Published | None
    computed: Count
    counted: Count
    steps: list[Step] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return self.published is None or self.published.agrees(self.computed)


def count_on(place: Place, on: date) -> Count:
    units = {unit.place_id: unit for unit in communes(place, on)}
    held = {pk: row[Title.NTM] for pk, row in titles_on(units, on, counted=True).items() if Title.NTM in row}
    return Count(on, units, held)


def series(place: Place, on: date) -> list[Point]:
    """Empty where nothing was published about the place."""
    found: list[Point] = []
    before: Count | None = None
    for day, named in published_days(place, on).items():
        published = Published(named[MEASURES[Title.NTM]], named.get(COUNTED, []))
        computed = count_on(place, day)
        counted = _nearby(place, published, computed)
        found.append(Point(day, published, computed, counted, steps(before, counted)))
        before = counted
    return found


def since_last(place: Place, points: list[Point], on: date) -> Point | None:
    """How it stands on the day itself, where nobody has published a count of it."""
    if not points or points[-1].counted.day >= on:
        return None
    now = count_on(place, on)
    return Point(on, None, now, now, steps(points[-1].counted, now))


def _nearby(place: Place, published: Published, computed: Count) -> Count:
    if published.agrees(computed):
        return computed
    for day in _change_days(computed):
        later = count_on(place, day)
        if published.agrees(later):
            return later
    return computed


def _change_days(count: Count) -> Iterable[date]:
    lines = Lineage.objects.filter(predecessor__in=count.units, rival=False, change__day__gt=count.day)
    days = lines.filter(change__day__lte=count.day + NEAR).values_list("change__day", flat=True)
    return sorted(set(days))
