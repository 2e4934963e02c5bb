"""What units and dossiers are called on a day."""

from collections.abc import Iterable
from datetime import date

from openntm.places.models import Place
from openntm.places.queries import version_of, versions_of
from openntm.places.queries.units import nearest_version
from openntm.recognition.models import Dossier


def name_of(place: Place, on: date) -> str:
    return (version_of(place, on) or nearest_version(place, on)).full_name


def names_of(places: Iterable[Place], on: date) -> dict[int, str]:
    """Many at once; an ended unit by its nearest name."""
    wanted = {place.pk: place for place in places}
    found = {pk: version.full_name for pk, version in versions_of(wanted, on).items()}
    return found | {pk: nearest_version(place, on).full_name for pk, place in wanted.items() if pk not in found}


def dossier_name(dossier: Dossier, on: date) -> str:
    """The unit that a dossier speaks for: a hamlet with its commune."""
    return f"{dossier.holder}, {name_of(dossier.place, on)}" if dossier.holder else name_of(dossier.place, on)
