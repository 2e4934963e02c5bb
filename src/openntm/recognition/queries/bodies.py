"""Reads: units, bodies and requests as the documents of a day name them."""

from datetime import date

from openntm.places.models import DISTRICT_KINDS, PROVINCE_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version, superiors_of
from openntm.recognition.documents import head
from openntm.recognition.documents.head import Body, Request, Unit
from openntm.recognition.models import Dossier


def version_on(place: Place, on: date) -> PlaceVersion:
    return nearest_version(place, on)


def above(version: PlaceVersion, on: date) -> list[PlaceVersion]:
    """The units above on the day, the nearest first; of a unit that stood at another time, those of that time."""
    day = on if version.stands_on(on) else version.last_day
    return list(reversed(superiors_of(version, day)))


def unit_of(place: Place, on: date) -> Unit:
    version = version_on(place, on)
    return Unit(version.full_name, tuple(one.full_name for one in above(version, on)))


def superior_of(place: Place, on: date, kinds: tuple[str, ...]) -> Unit | None:
    """The unit of that level over the place, or the place itself; none where there is none on the day."""
    version = version_on(place, on)
    chain = [version, *above(version, on)]
    found = next((place for place, one in enumerate(chain) if one.kind in kinds), None)
    return None if found is None else Unit(chain[found].full_name, tuple(one.full_name for one in chain[found + 1 :]))


def province_of(place: Place, on: date) -> Unit:
    return superior_of(place, on, PROVINCE_KINDS) or unit_of(place, on)


def district_of(place: Place, on: date) -> Unit | None:
    return superior_of(place, on, DISTRICT_KINDS)


def request_of(dossier: Dossier, on: date) -> Request:
    return Request(unit_of(dossier.place, on), dossier.title, dossier.year, dossier.holder)


def body_of(actor: str, place: Place, on: date) -> Body:
    """Who issues what an actor of the procedure hands in."""
    if actor == "front":
        return head.front(unit_of(place, on))
    if actor == "district":
        return head.committee(district_of(place, on) or province_of(place, on))
    if actor == "province":
        return head.committee(province_of(place, on))
    if actor in ("department", "council"):
        return head.coordination(province_of(place, on))
    return head.committee(unit_of(place, on))


def announcing(place: Place, on: date) -> str:
    """The district announces titles, and since there is none the province."""
    return head.committee_name((district_of(place, on) or province_of(place, on)).name)
