"""Who may take away a print-out: whoever may read the figures of its place."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access.rights import reach
from openntm.office.models import Person, PrintOut
from openntm.office.roles import Action


def print_outs_visible_to(person: Person | AnonymousUser, on: date) -> QuerySet[PrintOut]:
    """Those without a place are seen by who made them alone."""
    if not isinstance(person, Person) or not person.is_active:
        return PrintOut.objects.none()
    seen = Q(place__in=reach(person, on, Action.READ_FIGURES)) | Q(place__isnull=True, made_by=person)
    return PrintOut.objects.filter(seen)
