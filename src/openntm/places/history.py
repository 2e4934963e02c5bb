"""The history of one unit, put together for its page: versions, changes, relatives, who bore its code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openntm.places.models import Lineage, Place, PlaceVersion
from openntm.places.queries.lineage import lines
from openntm.places.queries.units import children_of, code_history, day_before

GENERATIONS = 5


@dataclass(frozen=True)
class Step:
    """One line of lineage with the names that its two ends bore around that day."""

    line: Lineage
    before: PlaceVersion
    after: PlaceVersion | None

    @property
    def is_same(self) -> bool:
        return self.line.predecessor_id == self.line.successor_id


@dataclass(frozen=True)
class Held:
    """A version and the unit above it."""

    version: PlaceVersion
    above: PlaceVersion | None


@dataclass(frozen=True)
class History:
    version: PlaceVersion
    versions: list[Held]
    changes: list[Step]
    family: list[Step]
    bearers: list[PlaceVersion]
    neighbours: list[PlaceVersion]

    @property
    def superior(self) -> PlaceVersion | None:
        return next((held.above for held in self.versions if held.version.pk == self.version.pk), None)

    @property
    def predecessors(self) -> list[Step]:
        return [step for step in self.changes if step.line.successor_id == self.version.place_id and not step.is_same]


def history_of(version: PlaceVersion, on: date) -> History:
    """The number of queries grows with the generations alone, never with the units."""
    place = version.place
    family = _family(place)
    own = list(_all_lines().filter(Q(predecessor=place) | Q(successor=place)))
    named = _Names([*family, *own])
    held = _with_superiors(
        PlaceVersion.objects.select_related("act", "parent").filter(place=place).order_by("valid_from")
    )
    return History(
        version=version,
        versions=held,
        changes=[named.step(line) for line in own],
        family=[named.step(line) for line in family],
        bearers=_other_bearers(version),
        neighbours=[one for one in _beside(version, on) if one.place_id != version.place_id],
    )


def _all_lines() -> QuerySet[Lineage]:
    return Lineage.objects.select_related("change__act").order_by("change__day", "pk")


def _family(place: Place) -> list[Lineage]:
    """All ancestors and all descendants, a query a generation."""
    found: dict[int, Lineage] = {}
    for near, far in (("successor", "predecessor_id"), ("predecessor", "successor_id")):
        layer = {place.pk}
        for _ in range(GENERATIONS):
            step = [line for line in lines().filter(**{f"{near}__in": layer}) if line.pk not in found] if layer else []
            found |= {line.pk: line for line in step}
            layer = {one for line in step if (one := getattr(line, far)) is not None}
    return list(found.values())


class _Names:
    """The versions of all places on some lines, read once."""

    def __init__(self, lines: Iterable[Lineage]) -> None:
        ids = {one for line in lines for one in (line.predecessor_id, line.successor_id) if one is not None}
        self.versions: dict[int, list[PlaceVersion]] = {}
        for version in PlaceVersion.objects.filter(place__in=ids).order_by("valid_from"):
            self.versions.setdefault(version.place_id, []).append(version)

    def on(self, place: int, day: date) -> PlaceVersion:
        held = self.versions[place]
        return next((version for version in reversed(held) if version.valid_from <= day), held[0])

    def step(self, line: Lineage) -> Step:
        day = line.change.day
        after = self.on(line.successor_id, day) if line.successor_id is not None else None
        return Step(line, self.on(line.predecessor_id, day_before(day)), after)


def _with_superiors(versions: Iterable[PlaceVersion]) -> list[Held]:
    """Each version with the unit above it on its first day."""
    held = list(versions)
    above = list(PlaceVersion.objects.filter(place__in={one.parent_id for one in held if one.parent_id}))
    return [Held(one, _above(one, above)) for one in held]


def _above(version: PlaceVersion, above: list[PlaceVersion]) -> PlaceVersion | None:
    first = version.valid_from
    return next((one for one in above if one.place_id == version.parent_id and one.stands_on(first)), None)


def _other_bearers(version: PlaceVersion) -> list[PlaceVersion]:
    """One version of each other unit that bore the code: the one nearest to this unit's days."""
    found: dict[int, PlaceVersion] = {}
    for one in code_history(version.code):
        if one.place_id != version.place_id and (one.valid_from < version.valid_from or one.place_id not in found):
            found[one.place_id] = one
    return list(found.values())


def _beside(version: PlaceVersion, on: date) -> list[PlaceVersion]:
    return children_of(version.parent, on) if version.parent else []
