"""Who sees an audit of a producer, and who writes on it."""

from django.db.models import Q, QuerySet

from openntm.office.access import may, reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.access import Somebody, producers_kept_by, producers_visible_to
from openntm.produce.models import Producer
from openntm.visits.models import Visit

SUBJECT = "producer"


def audits_visible_to(person: Somebody) -> QuerySet[Visit]:
    keys = [str(pk) for pk in producers_visible_to(person).values_list("pk", flat=True)]
    return Visit.objects.filter(subject_kind=SUBJECT, subject_key__in=keys)


def audits_made_by(person: Person) -> QuerySet[Visit]:
    """Internal ones by whoever keeps the producer's diary, outside ones by whoever checks producers there."""
    kept = [str(pk) for pk in producers_kept_by(person).values_list("pk", flat=True)]
    checked = reach(person, today(), Action.CHECK_PRODUCERS)
    mine = Q(kind=Visit.Kind.INTERNAL, subject_key__in=kept) | Q(kind=Visit.Kind.OUTSIDE, place__in=checked)
    return audits_visible_to(person).filter(mine)


def audits_answered_by(person: Person) -> QuerySet[Visit]:
    """The side that was visited: who keeps the producer's diary."""
    kept = [str(pk) for pk in producers_kept_by(person).values_list("pk", flat=True)]
    return audits_visible_to(person).filter(subject_key__in=kept)


def may_audit(person: Person, producer: Producer, kind: str) -> bool:
    if kind == Visit.Kind.INTERNAL:
        return producers_kept_by(person).filter(pk=producer.pk).exists()
    return may(person, Action.CHECK_PRODUCERS, producer.place, today())
