"""Taking boundaries from a file: all of them or none."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from openntm.places.geojson import BoundariesRefused, Shape, read_shapes
from openntm.places.models import Boundary, PlaceVersion
from openntm.places.queries.boundaries import territory_since
from openntm.places.queries.units import PlaceNotFound, place_at
from openntm.places.vietnamese import fold


@transaction.atomic
def load_boundaries(*, path: Path, on: date, source: str = "") -> list[PlaceVersion]:
    """The units whose boundary is now known; the units are those that bear the codes on the day."""
    shapes = read_shapes(path)
    units = {shape.code: _unit(shape, on) for shape in shapes}
    since = territory_since([unit.place_id for unit in units.values()], on)
    for shape in shapes:
        place = units[shape.code].place
        written = {"geometry": shape.geometry, "source": source or path.name, "loaded_at": timezone.now()}
        Boundary.objects.update_or_create(place=place, valid_from=since[place.pk], defaults=written)
    return list(units.values())


def _unit(shape: Shape, on: date) -> PlaceVersion:
    try:
        unit = place_at(shape.code, on)
    except PlaceNotFound as missing:
        days = "; ".join(f"{one.full_name} from {one.valid_from}" for one in missing.nearest)
        raise BoundariesRefused(f"code {shape.code}: no unit bears it on {on}{f' (it stood for {days})' * bool(days)}")
    if shape.name and fold(unit.name) not in fold(shape.name):
        raise BoundariesRefused(
            f"code {shape.code} is {unit.full_name} on {on}, the file says {shape.name}: give the right day with --on"
        )
    return unit
