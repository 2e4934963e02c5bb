"""Which dossiers a person sees."""

from django.db.models import Q, QuerySet

from openntm.office.access import places_of, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.models import CouncilMember, Dossier


def dossiers_visible_to(person: Person) -> QuerySet[Dossier]:
    """Those of the places whose figures they read, and those that lie before a council of theirs."""
    councils = CouncilMember.objects.filter(person=person).values("council")
    before = Dossier.objects.filter(sitting_items__sitting__council__in=councils).values("pk")
    return Dossier.objects.filter(Q(place__in=places_of(person, today(), Action.READ_FIGURES)) | Q(pk__in=before))
