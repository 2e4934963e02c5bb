"""Reads: condition rounds, visits whose subject is a site."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from openntm.heritage.access import SUBJECT, sites_visible_to
from openntm.heritage.models import Site
from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.visits.desk import Subject
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import score

EVERY = timedelta(days=365)  # the office's own rule: no act was read that sets a span


@dataclass(frozen=True)
class RoundRow:
    """`score` once it is closed; `due`: the earliest day by which an open repair is to be done."""

    visit: Visit
    site: Site
    score: int | None
    open_major: int
    open_minor: int
    due: date | None

    @property
    def left(self) -> int:
        return self.open_major + self.open_minor

    def is_neglected(self, day: date) -> bool:
        """Whether a grave repair of it was open after its day."""
        grave = [one for one in self.visit.observations.all() if is_grave(one)]
        return any(one.due < day and (one.closed_on is None or one.closed_on > day) for one in grave)


def round_rows(visits: QuerySet[Visit], sites: Iterable[Site]) -> list[RoundRow]:
    """In a constant number of queries."""
    known = {str(one.pk): one for one in sites}
    shown = visits.filter(subject_key__in=list(known)).select_related("by").prefetch_related("answers", "observations")
    return [round_row(one, known[one.subject_key]) for one in shown]


def round_row(visit: Visit, site: Site) -> RoundRow:
    left = [one for one in visit.observations.all() if one.state not in Observation.DONE]
    major = sum(is_grave(one) for one in left)
    percent = None if visit.is_open else score(visit)
    return RoundRow(visit, site, percent, major, len(left) - major, min((one.due for one in left), default=None))


def is_grave(one: Observation) -> bool:
    return one.severity != Observation.Severity.MINOR


def site_names(keys: Collection[str]) -> dict[str, str]:
    return {str(pk): name for pk, name in Site.objects.filter(pk__in=keys).values_list("pk", "name")}


def round_subjects(person: Person) -> list[Subject]:
    """Sites at which the person may begin a round, in a constant number of queries."""
    places = reach(person, today(), Action.CHECK_HERITAGE)
    sites = sites_visible_to(person).filter(place__in=places, ended_on__isnull=True)
    return [Subject(str(one.pk), one.name, (Visit.Kind.CONDITION,), checklist_for(one)) for one in sites]


def checklist_for(site: Site) -> str:
    return "heritage.scenic" if site.kind == Site.Kind.SCENIC else "heritage.relic"


def last_rounds(sites: Iterable[Site], on: date) -> dict[int, RoundRow]:
    """By site the last round made by the day; one that is still open does not count."""
    closed = Visit.objects.filter(subject_kind=SUBJECT, state=Visit.State.CLOSED, day__lte=on)
    rows = round_rows(closed.order_by("day", "pk"), sites)
    return {row.site.pk: row for row in rows}


def due_day(site: Site, last: RoundRow | None) -> date:
    return (last.visit.day if last else site.recorded_on) + EVERY
