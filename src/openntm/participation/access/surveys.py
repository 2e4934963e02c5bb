"""Who sees a satisfaction survey, and who runs it: never those whose work it judges."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.models import Survey
from openntm.places.models import Place

Somebody = Person | AnonymousUser


def surveys_visible_to(person: Somebody) -> QuerySet[Survey]:
    """What came out is public when it is closed; before, only that a survey runs, for those who read there."""
    read = reach(person, today(), Action.READ_FIGURES)
    return Survey.objects.filter(Q(state=Survey.State.CLOSED) | Q(place__in=read))


def may_run(person: Somebody, place: Place) -> bool:
    """Who prepares the dossier of the place does not ask its households, not even for a colleague of the Front."""
    on = today()
    return may(person, Action.RUN_SURVEYS, place, on) and not may(person, Action.PREPARE_DOSSIERS, place, on)
