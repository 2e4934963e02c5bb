"""Reads: how many stamps a producer was granted."""

from datetime import date

from django.db.models import QuerySet, Sum

from openntm.produce.models import Producer
from openntm.support.models import Grant, Kind


def stamp_grants(producer: Producer, day: date) -> QuerySet[Grant]:
    """The live grants of stamps whose list was approved by the day."""
    found = Grant.objects.filter(live=True, award__decided_on__lte=day, application__producer=producer)
    return found.filter(application__call__scheme__kind=Kind.STAMPS)


def stamps_granted(producer: Producer, day: date) -> int:
    """How many stamps in all, minted already or not."""
    return int(stamp_grants(producer, day).aggregate(sum=Sum("quantity"))["sum"] or 0)


def stamps_left(grant: Grant) -> int:
    """How many may still be minted under the grant."""
    is_stamps = grant.application.call.scheme.kind == Kind.STAMPS
    return int(grant.quantity) - grant.minted if is_stamps and grant.live else 0
