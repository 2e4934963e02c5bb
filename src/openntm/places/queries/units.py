"""Which unit stands on a day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from openntm.places.models import LEVELS, Place, PlaceVersion, level_of


class PlaceNotFound(LookupError):
    """No unit bears this code on this day; `nearest` are the units that bear it on other days."""

    def __init__(self, code: str, on: date, nearest: list[PlaceVersion]) -> None:
        super().__init__(f"{code} {on}")
        self.code, self.on, self.nearest = code, on, nearest


def in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def versions() -> QuerySet[PlaceVersion]:
    return PlaceVersion.objects.select_related("place", "act")


def place_at(code: str, on: date) -> PlaceVersion:
    version = versions().filter(in_force(on), code=code).first()
    if version is None:
        raise PlaceNotFound(code, on, code_history(code))
    return version


def bearer_of(code: str, on: date) -> PlaceVersion:
    """The unit that bears the code that day, else the last one before it: pages of an ended unit still answer."""
    try:
        return place_at(code, on)
    except PlaceNotFound as error:
        before = [version for version in error.nearest if version.valid_from <= on]
        if not before:
            raise
        return before[-1]


def code_history(code: str) -> list[PlaceVersion]:
    """Every unit that ever bore the code, oldest first: codes are used again."""
    return list(versions().filter(code=code).order_by("valid_from"))


def version_of(place: Place, on: date) -> PlaceVersion | None:
    return versions().filter(in_force(on), place=place).first()


def versions_of(places: Iterable[int], on: date) -> dict[int, PlaceVersion]:
    """The versions of many places on a day, by the id of the place, in one query."""
    found = versions().filter(in_force(on), place__in=list(places))
    return {version.place_id: version for version in found}


def nearest_version(place: Place, on: date) -> PlaceVersion:
    """The version of the day, else the last one before it, else the first one."""
    held = list(versions().filter(place=place).order_by("valid_from"))
    return next((version for version in reversed(held) if version.valid_from <= on), held[0])


def children_of(place: Place, on: date, kinds: Collection[str] | None = None) -> list[PlaceVersion]:
    found = versions().filter(in_force(on), parent=place).order_by("sort_key", "code")
    return list(found.filter(kind__in=kinds) if kinds is not None else found)


def superiors_of(version: PlaceVersion, on: date) -> list[PlaceVersion]:
    """From the province down to the unit just above."""
    chain: list[PlaceVersion] = []
    while version.parent_id and len(chain) < len(LEVELS):
        above = versions().filter(in_force(on), place=version.parent_id).first()
        if above is None:
            break
        chain.insert(0, above)
        version = above
    return chain


def subtree(place: Place, on: date, kinds: Collection[str] | None = None) -> list[PlaceVersion]:
    """The place itself and all that stands under it that day, at most one query a level."""
    deepest = max((level_of(kind) for kind in kinds), default=0) if kinds is not None else len(LEVELS) - 1
    found = layer = list(versions_of([place.pk], on).values())
    while layer and min(version.level for version in layer) < deepest:
        above = [version.place_id for version in layer]
        layer = list(versions().filter(in_force(on), parent__in=above))
        found = found + layer
    wanted = [version for version in found if kinds is None or version.kind in kinds]
    return sorted(wanted, key=lambda version: (version.level, version.sort_key, version.code))


def day_before(day: date) -> date:
    return day - timedelta(days=1)
