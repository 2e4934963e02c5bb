"""What the pages of participation share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import subtree


def communes(unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """Of which something can be entered here."""
    return sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"participation:{name}", args=[code, day, *pks])


def page_of_made(name: str, code: str, day: str) -> Callable[[Any], str]:
    return lambda made: at(name, code, day, made.pk)
