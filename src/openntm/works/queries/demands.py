"""Reads: the demands of boards, overdue first, and what is still open at a work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from openntm.visits.models import Observation, Visit
from openntm.visits.queries import open_major
from openntm.works.access.boards import SUBJECT
from openntm.works.models import Demand, Round, Work

STEPS = {  # what a finding waits for, or how it ended
    "front": _("waits for the Front to confirm it"),
    "answer": _("waits for an answer"),
    "recheck": _("waits for a look at the remedy"),
    "closed": _("remedied"),
    "rejected": _("does not hold"),
}


def visits_of(work: Work) -> QuerySet[Visit]:
    key = str(work.pk)
    return Visit.objects.filter(subject_kind=SUBJECT, kind=Visit.Kind.SUPERVISION, subject_key=key)


def open_findings(work: Work) -> QuerySet[Observation]:
    """Grave and major ones that neither a remedy nor the Front has closed."""
    return open_major(visits_of(work))


def findings_open_on(work: Work, on: date) -> QuerySet[Observation]:
    """Of every severity, of visits that were over by the day, and neither remedied nor fallen by its end."""
    held = Observation.objects.filter(visit__in=visits_of(work).filter(closed_on__lte=on).values("pk"))
    return (
        held.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .select_related("visit")
        .order_by("visit__day", "pk")
    )


@dataclass(frozen=True)
class DemandRow:
    """A finding of a visit with what the Front did with it; `demand` is None while it waits for the Front."""

    observation: Observation
    round: Round
    demand: Demand | None
    work: Work
    on: date

    @property
    def is_done(self) -> bool:
        return self.observation.state in Observation.DONE

    @property
    def is_overdue(self) -> bool:
        is_open = self.observation.state == Observation.State.OPEN
        return bool(self.demand) and is_open and self.observation.due < self.on

    @property
    def step(self) -> str:
        """A key of `STEPS`."""
        if self.is_done:
            return str(self.observation.state)
        if self.demand is None:
            return "front"
        return "recheck" if self.observation.state == Observation.State.ANSWERED else "answer"

    @property
    def step_word(self) -> str:
        return str(STEPS[self.step])


def demand_rows(visits: QuerySet[Visit], on: date) -> list[DemandRow]:
    """Of visits that are over, in a constant number of queries: overdue first, then the open by their day."""
    found = Observation.objects.filter(visit__in=visits.filter(state=Visit.State.CLOSED).values("pk"))
    rows = rows_of(found.select_related("visit").prefetch_related("rechecks"), on)
    return sorted(rows, key=lambda one: (not one.is_overdue, one.is_done, one.observation.due, one.observation.pk))


def rows_of(observations: Iterable[Observation], on: date) -> list[DemandRow]:
    found = list(observations)
    visits = {one.visit_id for one in found}
    rounds = {one.pk: one for one in Round.objects.filter(pk__in=visits).select_related("board__work__place")}
    sent = {one.pk: one for one in Demand.objects.filter(pk__in=[one.pk for one in found])}
    return [
        DemandRow(one, made, sent.get(one.pk), made.board.work, on)
        for one in found
        if (made := rounds.get(one.visit_id))
    ]
