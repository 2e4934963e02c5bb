"""The days for which there is something to show."""

from datetime import date

from openntm.places.models import PlaceVersion


def days_with_figures(version: PlaceVersion) -> list[date]:
    """The days for which the place or a unit in it has figures, latest first."""
    return []
