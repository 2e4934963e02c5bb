"""Who sees a vote of households, and who keeps it: the commune and the Front, as they keep meetings."""

from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.roles import Action
from openntm.participation.models import Poll
from openntm.works.access import Somebody


def polls_visible_to(person: Somebody) -> QuerySet[Poll]:
    """What was never opened is for those who read there; the rest is for everybody, and tells of no household."""
    read = reach(person, today(), Action.READ_FIGURES)
    return Poll.objects.filter(Q(opened_on__isnull=False) | Q(place__in=read))
