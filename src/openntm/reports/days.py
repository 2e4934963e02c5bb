"""The days for which there is something to show."""

from datetime import date

from openntm.assessment.access import Sight
from openntm.places.models import COMMUNE_KINDS, PlaceVersion

SHOWN = 12


def days_with_figures(version: PlaceVersion, sight: Sight) -> list[date]:
    """The days for which the place or a unit in it has figures, latest first; only such as the reader may see."""
    rows = sight.figures().filter(current=True)
    if version.kind in COMMUNE_KINDS:
        rows = rows.filter(place=version.place_id)
    return list(rows.order_by("-day").values_list("day", flat=True).distinct()[:SHOWN])
