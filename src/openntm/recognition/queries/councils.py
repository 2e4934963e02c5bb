"""Reads: what a council decided on a dossier; nothing of it before the sitting is closed."""

from django.db.models import Q

from openntm.recognition.access.councils import members_on
from openntm.recognition.models import Dossier, Sitting, SittingItem
from openntm.recognition.procedure.facts import Outcome
from openntm.recognition.queries.voting import is_reached


def outcome_of_item(item: SittingItem) -> Outcome | None:
    """None while the sitting is not closed, and where nobody voted on the dossier: it was put off."""
    sitting = item.sitting
    if sitting.state != Sitting.State.CLOSED or not item.in_favour + item.against + item.invalid:
        return None
    present = sitting.present.count()
    return Outcome(
        passed=is_reached(item.in_favour, present, sitting.pass_percent),
        in_favour=item.in_favour,
        against=item.against,
        invalid=item.invalid,
        present=present,
        members=members_on(sitting.day).filter(council=sitting.council_id).count(),
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
    item = items.select_related("sitting").order_by("sitting__day", "sitting_id").last()
    return outcome_of_item(item) if item else None
