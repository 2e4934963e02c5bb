"""Who reads what strangers ask about decisions: those who record decisions where it was made or gave titles."""

from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import Somebody
from openntm.recognition.models import Decision, ReviewRequest

NOBODYS = Q(is_suspect=True, is_granted=False)  # the answer to what is spam is no news for everybody


def review_requests_visible_to(person: Somebody) -> QuerySet[ReviewRequest]:
    places = reach(person, today(), Action.RECORD_DECISIONS)
    inside = Q(place__in=places) | Q(records__place__in=places) | Q(events__record__place__in=places)
    return ReviewRequest.objects.filter(decision__in=Decision.objects.filter(inside).values("pk"))
