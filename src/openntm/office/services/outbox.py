"""The outbox: people are told once of each event, in the product and by the channels that are switched on."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openntm.office.channels import channel, reaches
from openntm.office.models import Delivery, Message, Person

PAUSES = [timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(days=1), timedelta(days=3)]
FAILURES = 3  # one after the other, after which a channel rests until the next round


@transaction.atomic
def tell(*, person: Person, key: str, subject: str, body: str = "", url: str = "") -> Message | None:
    """None if the person was told of this event before, or is no longer active; no other person is named in it.

    Not in the log of acts: the message is its own record, and it changes nothing of the programme.
    """
    if not person.is_active:
        return None
    given = {"person": person, "subject": subject[:300], "body": body, "url": url, "made_at": timezone.now()}
    message, is_new = Message.objects.get_or_create(key=key, defaults=given)
    if not is_new:
        return None
    ways = [name for name in settings.CHANNELS if reaches(name, person)]
    Delivery.objects.bulk_create(Delivery(message=message, channel=name, next_try=message.made_at) for name in ways)
    return message


@dataclass(frozen=True)
class Sent:
    """What a round of deliveries did."""

    sent: int
    failed: int


def deliver(*, now: datetime) -> Sent:
    """Hand over what waits; a channel that is switched off by now, or fails and fails, keeps its messages waiting."""
    waiting = Delivery.objects.filter(sent_at__isnull=True, next_try__lte=now, channel__in=settings.CHANNELS)
    outcomes, failures = Counter[bool | None](), Counter[str]()
    for one in waiting.order_by("next_try", "pk"):
        if failures[one.channel] < FAILURES:
            outcome = hand_over(one, now)
            outcomes[outcome] += 1
            failures[one.channel] = failures[one.channel] + 1 if outcome is False else 0
    return Sent(outcomes[True], outcomes[False])


def hand_over(delivery: Delivery, now: datetime) -> bool | None:
    """Claimed first, so that two rounds at once never send it twice.

    None if another round was quicker, or if the person is not to be reached this way any more: it waits no longer then.
    """
    pause = PAUSES[min(delivery.tries, len(PAUSES) - 1)]
    mine = Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries, sent_at__isnull=True)
    if not mine.update(tries=F("tries") + 1, next_try=now + pause):
        return None
    try:
        message = Message.objects.select_related("person").get(pk=delivery.message_id)
        if not (message.person.is_active and reaches(delivery.channel, message.person)):
            delivery.delete()
            return None
        channel(delivery.channel).send(message)
    except Exception as failure:
        Delivery.objects.filter(pk=delivery.pk).update(error=f"{type(failure).__name__}: {failure}"[:300])
        return False
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=now, error="")
    return True


def try_channel(*, person: Person, name: str, now: datetime) -> Delivery:
    """One message by one channel at once; what fails is not tried again."""
    given = {"subject": _("A trial: you can be told this way."), "url": reverse("office:notices"), "made_at": now}
    message = Message.objects.create(person=person, key=f"trial:{name}:{person.pk}:{now.isoformat()}", **given)
    delivery = Delivery.objects.create(message=message, channel=name, next_try=now + PAUSES[0])
    hand_over(delivery, now)
    delivery.refresh_from_db()
    if delivery.sent_at is None:
        message.delete()
    return delivery


@transaction.atomic
def mark_read(*, by: Person, pk: int | None = None) -> int:
    """One message of the person's own, or all of them; how many were unread."""
    unread = Message.objects.filter(person=by, read_at__isnull=True)
    return (unread.filter(pk=pk) if pk else unread).update(read_at=timezone.now())
