"""Who answers for stamps at a place: told of what shoppers report and of scans that look like copying."""

from collections.abc import Iterator
from datetime import date

from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.places.models import PROVINCE_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version
from openntm.places.queries.units import in_force
from openntm.steering.queries.addressees import posts_at, with_deputies


def handlers_of(place: Place | None, on: date) -> Iterator[tuple[PlaceVersion, Person]]:
    """With the unit for which they answer; those who do for several come once for each."""
    for unit in units_of(place, on):
        posts = posts_at([unit.place_id], on).filter(role__in=roles_that_may(Action.HANDLE_STAMP_REPORTS))
        for person in with_deputies(posts, [], on):
            yield unit, person


def units_of(place: Place | None, on: date) -> list[PlaceVersion]:
    """The unit and what is above it; every province for a code that is nobody's."""
    if place is None:
        return list(PlaceVersion.objects.filter(in_force(on), kind__in=PROVINCE_KINDS).order_by("code"))
    found = [nearest_version(place, on)]
    while found[-1].parent is not None and len(found) < 5:
        found.append(nearest_version(found[-1].parent, on))
    return found
