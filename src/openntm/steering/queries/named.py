"""Reads: the units that a target names, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openntm.places.models import PlaceVersion
from openntm.places.queries import carried, versions_of
from openntm.steering.models import Target


@dataclass(frozen=True)
class Named:
    """A unit as it was called when the target was set, and the units that hold its land on the day."""

    unit: PlaceVersion
    now: tuple[PlaceVersion, ...]

    @property
    def has_moved(self) -> bool:
        return [one.place_id for one in self.now] != [self.unit.place_id]


@dataclass(frozen=True)
class Joined:
    """Named units that now lie in the same units."""

    units: tuple[PlaceVersion, ...]
    now: tuple[PlaceVersion, ...]


def named_on(target: Target, on: date) -> list[Named]:
    called = versions_of([place.pk for place in target.named_places.all()], target.said_on)
    held = carried(dict.fromkeys(called, target.said_on), on) if on > target.said_on else {}
    units = sorted(called.values(), key=lambda version: version.sort_key)
    return [Named(unit, tuple(held.get(unit.place_id, [unit]))) for unit in units]


def joined(named: Iterable[Named]) -> list[Joined]:
    """Where the named units went, those that went to the same place together; empty while all still stand."""
    groups: dict[tuple[int, ...], list[Named]] = {}
    for one in named:
        if one.has_moved or any(other.place_id != one.unit.place_id for other in one.now):
            groups.setdefault(tuple(unit.pk for unit in one.now), []).append(one)
    return [Joined(tuple(one.unit for one in group), group[0].now) for group in groups.values()]
