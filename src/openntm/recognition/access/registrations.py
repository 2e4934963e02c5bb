"""Who may read and make registrations."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.steering.models import Registration


def registrations_visible_to(person: Person | AnonymousUser) -> QuerySet[Registration]:
    """With letters and reasons: for those who may read there. The open page shows only place, title, year, source."""
    return Registration.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))


def refuse_to_register(person: Person, place: Place) -> None:
    if not may(person, Action.REGISTER_TITLES, place, today()):
        raise PermissionDenied
