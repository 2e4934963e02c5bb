"""Who sees events and recalls: whoever sees their lots, and whoever reads the figures of their place."""

from django.db.models import Q, QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.access import Somebody, lots_visible_to
from openntm.produce.models import EventItem, Lot, Recall, TraceEvent


def events_visible_to(person: Somebody) -> QuerySet[TraceEvent]:
    read = reach(person, today(), Action.READ_FIGURES)
    touching = EventItem.objects.filter(lot__in=lots_visible_to(person).values("pk")).values("event")
    return TraceEvent.objects.filter(Q(place__in=read) | Q(pk__in=touching))


def recalls_visible_to(person: Somebody) -> QuerySet[Recall]:
    return Recall.objects.filter(lot__in=lots_visible_to(person).values("pk"))


def may_recall(person: Person, lot: Lot) -> bool:
    return may(person, Action.RECALL_LOTS, lot.place, today())
