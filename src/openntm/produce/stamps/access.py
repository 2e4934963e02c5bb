"""Who sees alerts and reports: those who may answer them at the place of the lot."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import reach, rights_on
from openntm.office.models import Person
from openntm.office.roles import Action, roles_that_may
from openntm.places.queries import nearest_version
from openntm.produce.models import CopyAlert, StampReport

Somebody = Person | AnonymousUser


def alerts_visible_to(person: Somebody, on: date) -> QuerySet[CopyAlert]:
    return CopyAlert.objects.filter(place__in=reach(person, on, Action.HANDLE_STAMP_REPORTS))


def is_at_the_top(person: Somebody, on: date) -> bool:
    """A post that answers reports for a whole province: reports on codes of nobody land there."""
    held = [post for post in rights_on(person, on) if post.role in roles_that_may(Action.HANDLE_STAMP_REPORTS)]
    return any(nearest_version(post.place, on).level == 0 for post in held)


def reports_visible_to(person: Somebody, on: date) -> QuerySet[StampReport]:
    """Those of the places where the person answers reports; those without a place at the top only."""
    seen = Q(place__in=reach(person, on, Action.HANDLE_STAMP_REPORTS))
    if is_at_the_top(person, on):
        seen |= Q(place__isnull=True)
    return StampReport.objects.filter(seen)
