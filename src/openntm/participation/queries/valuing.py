"""Which rate holds for a contribution: the nearest place's, and of those the last one in force."""

from datetime import date

from openntm.participation.models import Contribution, Conversion
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version, superiors_of
from openntm.places.vietnamese import fold


def chain(unit: PlaceVersion, on: date) -> list[int]:
    """The place and those above it on the day, the nearest first."""
    day = on if unit.stands_on(on) else unit.last_day
    return [unit.place_id, *(one.place_id for one in reversed(superiors_of(unit, day)))]


def rate_for(one: Contribution, on: date) -> Conversion | None:
    places = chain(nearest_version(one.place, on), on)
    found = Conversion.objects.filter(
        place__in=places, thing=one.thing, material_key=fold(one.material), unit=one.unit, valid_from__lte=on
    )
    return min(found, key=lambda rate: (places.index(rate.place_id), -rate.valid_from.toordinal()), default=None)


def rates_at(unit: PlaceVersion, on: date) -> list[Conversion]:
    """All that were ever set here and above, the last one of each thing first."""
    found = Conversion.objects.filter(place__in=chain(unit, on), valid_from__lte=on).select_related("place")
    return list(found)
