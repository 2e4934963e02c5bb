"""The door of the inner pages of heritage."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openntm.heritage.access import keeps, sites_visible_to
from openntm.heritage.models import Site
from openntm.office.access import may, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion


def entered(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date, Person]:
    """The unit, the day and who asks; for whoever reads figures there."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    if not may(person, Action.READ_FIGURES, unit.place, today()):
        raise Http404
    return unit, on, person


def site_here(request: HttpRequest, unit: PlaceVersion, pk: int) -> Site:
    rows = sites_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    return get_object_or_404(rows.select_related("place", "within"), pk=pk)


def kept_here(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Site, date]:
    """A site that the person keeps, and the day."""
    unit, on, person = entered(request, code, day)
    site = site_here(request, unit, pk)
    if not keeps(person, site):
        raise PermissionDenied
    return site, on


def at(name: str, code: str, day: str, *pks: int) -> str:
    return reverse(f"heritage:{name}", args=[code, day, *pks])
