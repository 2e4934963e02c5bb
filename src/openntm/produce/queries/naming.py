"""The units of rows, all at once."""

from collections.abc import Iterable
from datetime import date

from openntm.office.access.cover import last_versions
from openntm.places.models import PlaceVersion


def units_of(places: Iterable[int], on: date) -> dict[int, PlaceVersion]:
    """As each stands on the day or stood last; of one that began later, nothing."""
    return {one.place_id: one for one in last_versions(on).filter(place__in=set(places)).select_related("place")}
