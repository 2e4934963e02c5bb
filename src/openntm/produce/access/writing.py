"""Who writes the diary and the lots of a producer: its keepers, and officers of its place on behalf of it."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from openntm.office.access import acting_for, may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.access import Somebody, keeping, producers_visible_to
from openntm.produce.models import Producer

WRITE = (Action.KEEP_DIARY, Action.KEEP_PRODUCE)


def producers_written_by(person: Somebody) -> QuerySet[Producer]:
    """A keeper has a post of producer there as well; without a row as keeper that post opens nothing."""
    there = reach(person, today(), WRITE[0]) | reach(person, today(), WRITE[1])
    return producers_visible_to(person).filter(place__in=there)


def may_write(person: Somebody, producer: Producer) -> bool:
    return producers_written_by(person).filter(pk=producer.pk).exists()


def writing_for(person: Person, producer: Producer) -> Person | None:
    """Whose post the person borrows to write; refused without the right."""
    if not may_write(person, producer):
        raise PermissionDenied
    lenders = [acting_for(person, action, producer.place, today()) for action in WRITE]
    held = [action for action in WRITE if may(person, action, producer.place, today())]
    return lenders[WRITE.index(held[0])]


def is_keeper(person: Somebody, producer: Producer) -> bool:
    """An officer who is none writes on behalf of the producer, and the record says so."""
    return keeping(person).filter(producer=producer).exists()
