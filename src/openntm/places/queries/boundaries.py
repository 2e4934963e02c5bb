"""Boundaries of a day: a polygon counts only while the unit has the territory that it was loaded for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Min

from openntm.places.models import Boundary, ChangeKind, Lineage, PlaceVersion

LAND_MOVES = (ChangeKind.MERGE, ChangeKind.SPLIT)


def territory_since(places: Iterable[int], on: date) -> dict[int, date]:
    """Since when each place has had the territory of the day: its first day, or its last merge or split."""
    wanted = list(places)
    first = PlaceVersion.objects.filter(place__in=wanted).values_list("place").annotate(day=Min("valid_from"))
    moves = Lineage.objects.filter(rival=False, change__kind__in=LAND_MOVES, change__day__lte=on)
    grown = dict(moves.filter(successor__in=wanted).values_list("successor").annotate(day=Max("change__day")))
    return {place: max(day, grown.get(place, day)) for place, day in first}


def boundaries_on(places: Iterable[int], on: date) -> dict[int, dict[str, Any]]:
    """GeoJSON MultiPolygons by place; a place whose boundary nobody loaded is left out."""
    since = territory_since(places, on)
    found = Boundary.objects.filter(place__in=since, valid_from__lte=on).order_by("valid_from")
    return {one.place_id: one.geometry for one in found if one.valid_from >= since[one.place_id]}
