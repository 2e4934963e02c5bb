"""Reads: what a council decided on a dossier; nothing of it before the sitting is closed."""

from datetime import datetime

from django.db.models import Q

from openntm.office.models import LogEntry
from openntm.recognition.access.councils import members_on
from openntm.recognition.models import Dossier, DossierStep, Sitting, SittingItem
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.queries.voting import is_reached


def seats_of(sitting: Sitting) -> tuple[int, int]:
    """How many members were present, of how many."""
    return sitting.present.count(), members_on(sitting.day).filter(council=sitting.council_id).count()


def outcome_of_item(item: SittingItem, seats: tuple[int, int] | None = None) -> Outcome | None:
    """None while the sitting is not closed, and where nobody voted on the dossier: it was put off."""
    sitting = item.sitting
    if sitting.state != Sitting.State.CLOSED or not item.in_favour + item.against + item.invalid:
        return None
    present, members = seats or seats_of(sitting)
    return Outcome(
        passed=is_reached(item.in_favour, present, sitting.pass_percent),
        in_favour=item.in_favour,
        against=item.against,
        invalid=item.invalid,
        present=present,
        members=members,
        secret=sitting.secret,
        day=sitting.day,
        sitting=sitting.pk,
    )


def outcome_of(dossier: Dossier) -> Outcome | None:
    """Of the last vote since the dossier came to appraisal: a vote on an earlier version of it counts no more."""
    voted = Q(in_favour__gt=0) | Q(against__gt=0) | Q(invalid__gt=0)
    items = dossier.sitting_items.filter(voted, sitting__state=Sitting.State.CLOSED)
    came = dossier.steps.filter(to_state="appraising").order_by("number").last()
    if came is not None:
        items = items.filter(sitting__day__gte=came.day)
    voted_since = [item for item in items.select_related("sitting") if not opened_before(item.sitting, came)]
    last = max(voted_since, key=lambda item: (item.sitting.day, item.sitting_id), default=None)
    return outcome_of_item(last) if last else None


def has_moved(item: SittingItem) -> bool:
    """Whether the dossier left appraisal since the sitting was opened: what is voted on is no longer what was read."""
    last = item.dossier.steps.order_by("number").last()
    return item.dossier.state != "appraising" or opened_before(item.sitting, last)


def opened_before(sitting: Sitting, step: DossierStep | None) -> bool:
    """By the moments of the entries, for days alone do not tell what came first on one day."""
    opened = opened_at(sitting)
    return opened is not None and step is not None and opened < step.at


def opened_at(sitting: Sitting) -> datetime | None:
    told = LogEntry.objects.filter(verb="sitting.open", subject_kind=sitting._meta.label_lower)
    return told.filter(subject_key=str(sitting.pk)).values_list("at", flat=True).first()
