"""Who issues a document: the people's committee of a place as it stood on a day, and the one above it."""

from datetime import date
from typing import NamedTuple

from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of


class Issuer(NamedTuple):
    """The first fields of a `Document`; `unit` is the place in full."""

    issuer: str
    superior: str
    place_name: str
    unit: str


def committee(place: Place, on: date) -> Issuer:
    unit = nearest_version(place, on)
    above = superiors_of(unit, on if unit.stands_on(on) else unit.last_day)
    superior = f"ỦY BAN NHÂN DÂN {above[-1].full_name.upper()}" if above else ""
    return Issuer(f"ỦY BAN NHÂN DÂN {unit.full_name.upper()}", superior, unit.name, unit.full_name)
