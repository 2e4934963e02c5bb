"""Addresses of the package, and the units that a keeper chooses from."""

from datetime import date

from django.urls import reverse

from openntm.places.models import COMMUNE_KINDS, HAMLET_KINDS, PlaceVersion
from openntm.places.queries import subtree


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"services:{name}", args=[code, day, *pks])


def units_in(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Communes and hamlets at the unit and under it, each commune before its hamlets."""
    found = subtree(unit.place, on, (*COMMUNE_KINDS, *HAMLET_KINDS))
    keys = {one.place_id: one.sort_key for one in found}
    return sorted(
        found,
        key=lambda one: (keys.get(one.parent_id or 0, "") if one.is_hamlet else one.sort_key, one.level, one.sort_key),
    )
