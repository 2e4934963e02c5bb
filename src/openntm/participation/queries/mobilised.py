"""What was mobilised at a place up to a day: gifts in units and đồng, by kind, year and source, each counted once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.participation.models import UNITS, Contribution, Giver, MobilisedStatement, Thing
from openntm.participation.queries.contributions import Gift, contributions_here, gifts, given_by, total, valued
from openntm.participation.queries.counted import Counted, as_of_works, by_source, counted_once, source_of
from openntm.places.models import PlaceVersion
from openntm.places.queries import superiors_of
from openntm.works.models import Money, Work


@dataclass(frozen=True)
class Gathered:
    """A row of one of the tables: a thing with its material and unit, a kind of giver, or a year."""

    key: tuple[str, str, str] | str | int
    name: Any
    quantity: Decimal | None
    unit: Any
    worth: int | None  # where no rate values any of it, unknown and not nought
    gifts: int


@dataclass(frozen=True)
class WorkLine:
    name: str
    source: Any
    counted: Counted


@dataclass(frozen=True)
class Mobilised:
    """`extra` is what the register of works alone tells: it has no year and no giver."""

    things: list[Gathered]
    givers: list[Gathered]
    years: list[Gathered]
    works: list[WorkLine]
    gifts: int
    unvalued: int
    worth: int
    extra: int
    is_illustrative: bool

    @property
    def all_worth(self) -> int:
        return self.worth + self.extra

    @property
    def disagreeing(self) -> list[WorkLine]:
        return [one for one in self.works if one.counted.differs]


def mobilised_at(unit: PlaceVersion, on: date) -> Mobilised:
    rows = [one for one in gifts(here(unit), None, on) if one.quantity > 0]
    names, begun = works_of(unit, on)
    given = by_source(rows)
    once = counted_once(known_sources(unit) | given, as_of_works(begun))
    sums = total(rows)
    return Mobilised(
        things=[thing_line(key, rows) for key in sorted(sums.by_unit, key=thing_order)],
        givers=grouped(rows, lambda one: one.giver_kind, dict(Giver.choices), Giver.values),
        years=grouped(rows, lambda one: one.year, {}, sorted({one.year for one in rows}, reverse=True)),
        works=[work_line(one, names) for one in once if one.value or (one.work, one.source) in given],
        gifts=sums.gifts,
        unvalued=sums.unvalued,
        worth=sums.worth,
        extra=sum(one.value for one in once if one.is_from_works),
        is_illustrative=any(one.illustrative for one in rows),
    )


def here(unit: PlaceVersion) -> QuerySet[Contribution]:
    return contributions_here(Contribution.objects.all(), unit.place)


def works_of(unit: PlaceVersion, on: date) -> tuple[dict[int, str], list[int]]:
    """Their names, and those that had begun by the day, as far as the register says when."""
    begun = Coalesce("started_on", "planned_start", "decided_on")
    found = Work.objects.filter(place__in=covered([unit.place], today())).order_by().annotate(begun=begun)
    rows = list(found.values_list("pk", "name", "begun"))
    return {pk: name for pk, name, _ in rows}, [pk for pk, _, day in rows if day is None or day <= on]


def known_sources(unit: PlaceVersion) -> dict[tuple[int, str], int]:
    """What the register of contributions tells of at any time: before it came, it was nought and not unknown."""
    told = here(unit).filter(state=Contribution.State.RECEIVED, work__isnull=False)
    rows = told.order_by().values_list("work", "giver_kind", "thing").distinct()
    return {(work, source): 0 for work, kind, thing in rows if work and (source := source_of(kind, thing))}


def thing_order(key: tuple[str, str, str]) -> tuple[int, str, str]:
    return Thing.values.index(key[0]), key[1], key[2]


def thing_line(key: tuple[str, str, str], rows: Iterable[Gift]) -> Gathered:
    thing, material, unit = key
    mine = [one for one in rows if (one.thing, one.material, one.unit) == key]
    quantity = sum((one.quantity for one in mine), Decimal(0))
    name, word = material or Thing(thing).label, unit or UNITS[thing]
    return Gathered(key, name, quantity, word, worth_of(mine), len(mine))


def worth_of(rows: Iterable[Gift]) -> int | None:
    known = [one.worth for one in rows if one.worth is not None]
    return sum(known) if known else None


def grouped(rows: Iterable[Gift], of: Any, names: Mapping[Any, Any], order: Iterable[Any]) -> list[Gathered]:
    found: dict[Any, list[Gift]] = defaultdict(list)
    for one in rows:
        found[of(one)].append(one)
    return [
        Gathered(key, names.get(key, key), None, "", worth_of(found[key]), len(found[key]))
        for key in order
        if key in found
    ]


def work_line(one: Counted, names: Mapping[int, str]) -> WorkLine:
    return WorkLine(names[one.work], Money.Source(one.source).label, one)


@dataclass(frozen=True)
class Named:
    """A giver who said that the name may stand here."""

    name: str
    what: str
    quantity: Decimal
    unit: str
    day: date


def named_at(unit: PlaceVersion, on: date) -> QuerySet[Contribution]:
    """Newest first; whoever took the consent back is no longer among them."""
    rows = valued(given_by(here(unit), None, on), on).filter(may_be_named=True, quantity__gt=F("back"))
    return rows.order_by("-received_on", "-pk")


def named(one: Contribution) -> Named:
    """`one` is `valued`: what was given back by the day is taken off."""
    left = one.quantity - Decimal(one.back)  # type: ignore[attr-defined]
    return Named(one.giver_name, one.thing_word, left, one.unit_word, one.received_on)  # type: ignore[arg-type]


def statements_at(unit: PlaceVersion, on: date) -> list[MobilisedStatement]:
    """Of the place, of what is under it, and the plans of what is above it."""
    day = on if unit.stands_on(on) else unit.last_day
    above = [one.place_id for one in superiors_of(unit, day)]
    places = covered([unit.place], today()) | set(above)
    found = MobilisedStatement.objects.filter(place__in=places, day__lte=on)
    order = MobilisedStatement.Measure.values.index
    return sorted(found, key=lambda one: (one.is_plan, one.place_id, order(one.measure), one.last_year))
