"""Somebody decides which of two sources counts; both stay."""

from django.db import transaction
from django.utils import timezone

from openntm.assessment.access import figures_visible_to, refuse_unless
from openntm.assessment.models import ConflictDecision, Figure
from openntm.assessment.queries import conflicts
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action


class NoConflict(Exception):
    """No other source says anything else of this place, measure and day."""


class ReasonMissing(ValueError):
    """A choice between sources needs its reason."""


@transaction.atomic
def decide_conflict(*, by: Person, chosen: int, reason: str) -> ConflictDecision:
    """A second decision stands beside the first and overrides it."""
    figure = figures_visible_to(by).select_for_update().select_related("place").get(pk=chosen)
    refuse_unless(by, Action.DECIDE_CONFLICT, figure.place)
    if not reason.strip():
        raise ReasonMissing
    rivals = conflicts([figure.place_id], figure.day, [figure.measure], exact=True)
    if not any(view.pk == figure.pk for conflict in rivals for view in conflict.values):
        raise NoConflict
    return _write(by, figure, reason.strip())


def _write(by: Person, figure: Figure, reason: str) -> ConflictDecision:
    decision = ConflictDecision.objects.create(
        place=figure.place,
        measure=figure.measure,
        day=figure.day,
        chosen=figure,
        reason=reason,
        decided_by=by,
        decided_at=timezone.now(),
    )
    after = {"measure": figure.measure, "day": figure.day.isoformat(), "figure": figure.pk, "value": figure.value}
    record(by, "conflict.decide", decision, after=after, place=figure.place, reason=reason)
    return decision
