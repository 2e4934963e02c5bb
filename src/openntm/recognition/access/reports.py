"""Reports on a period are read by whoever may read the figures of the place."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.models import ProgressReport


def reports_visible_to(person: Person | AnonymousUser) -> QuerySet[ProgressReport]:
    return ProgressReport.objects.filter(place__in=reach(person, today(), Action.READ_FIGURES))
