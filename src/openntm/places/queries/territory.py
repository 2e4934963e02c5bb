"""The units that make up a place on a day, also after it ended and before it began."""

from collections.abc import Collection
from datetime import date

from openntm.places.models import COMMUNE_KINDS, Place, PlaceVersion
from openntm.places.queries.lineage import carried
from openntm.places.queries.units import day_before, subtree


def territory(place: Place, on: date, kinds: Collection[str] = COMMUNE_KINDS) -> list[PlaceVersion]:
    """The commune-level units of the place; of an ended one, those that its last units became."""
    first, end = lifetime(place)
    if first <= on and (end is None or on < end):
        return subtree(place, on, kinds)
    day = day_before(end) if end is not None and on >= end else first
    moved = carried({version.place_id: day for version in subtree(place, day, kinds)}, on)
    units = {version.pk: version for versions in moved.values() for version in versions if version.kind in kinds}
    return sorted(units.values(), key=lambda version: (version.sort_key, version.code))


def lifetime(place: Place) -> tuple[date, date | None]:
    """The first day of the place, and the day from which it is no more."""
    spans = list(place.versions.order_by("valid_from").values_list("valid_from", "valid_to"))
    return spans[0][0], spans[-1][1]
