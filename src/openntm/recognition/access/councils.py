"""Which councils and sittings a person sees: those of the places where they may read, and those they sit on."""

from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.models import Council, CouncilMember, Sitting, SittingItem


def members_on(day: date) -> QuerySet[CouncilMember]:
    held = CouncilMember.objects.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    return held.select_related("person")


def councils_visible_to(person: Person) -> QuerySet[Council]:
    seat = Q(pk__in=CouncilMember.objects.filter(person=person).values("council"))
    return Council.objects.filter(seat | Q(place__in=reach(person, today(), Action.READ_FIGURES)))


def sittings_visible_to(person: Person) -> QuerySet[Sitting]:
    return Sitting.objects.filter(council__in=councils_visible_to(person)).select_related("council", "council__place")


def items_visible_to(person: Person) -> QuerySet[SittingItem]:
    """Also those of one's own places, whose council sits elsewhere."""
    own = Q(dossier__place__in=reach(person, today(), Action.READ_FIGURES))
    seen = Q(sitting__in=sittings_visible_to(person)) | own
    return SittingItem.objects.filter(seen).select_related("sitting__council__place", "dossier__place")
