"""Who may read and set targets."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from openntm.office.access import may, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.steering.models import Target


def targets_visible_to(person: Person | AnonymousUser) -> QuerySet[Target]:
    """Targets are statements of published plans: everybody may read them."""
    return Target.objects.all()


def refuse_to_set(person: Person, place: Place) -> None:
    if not may(person, Action.SET_TARGETS, place, today()):
        raise PermissionDenied
