"""Audit rounds: visits whose subject is a producer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.access import today
from openntm.office.models import Person
from openntm.produce.access.audits import SUBJECT, audits_visible_to
from openntm.produce.models import Producer
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import score


@dataclass(frozen=True)
class AuditRow:
    """`score` once it is closed; `due`: the earliest day by which an open observation is to be remedied."""

    visit: Visit
    producer: Producer
    score: int | None
    open_major: int
    open_minor: int
    due: date | None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < today()


def audit_rows(person: Person, producer: Producer) -> list[AuditRow]:
    found = audits_visible_to(person).filter(subject_key=str(producer.pk))
    return rows_of(found, {str(producer.pk): producer})


def rows_of(visits: QuerySet[Visit], producers: dict[str, Producer]) -> list[AuditRow]:
    """In a constant number of queries."""
    shown = visits.select_related("by").prefetch_related("answers", "observations")
    return [audit_row(one, producers[one.subject_key]) for one in shown if one.subject_key in producers]


def audit_row(visit: Visit, producer: Producer) -> AuditRow:
    left = [one for one in visit.observations.all() if one.state != Observation.State.CLOSED]
    major = sum(one.severity == Observation.Severity.MAJOR for one in left)
    return AuditRow(
        visit,
        producer,
        None if visit.is_open else score(visit),
        major,
        len(left) - major,
        min((one.due for one in left), default=None),
    )


def major_open(producers: Iterable[Producer]) -> dict[int, list[Observation]]:
    """Major observations of closed audits that no remedy has closed yet, by producer; nobody's names in them."""
    keys = [str(one.pk) for one in producers]
    rows = Observation.objects.filter(
        ~Q(state=Observation.State.CLOSED),
        severity=Observation.Severity.MAJOR,
        visit__subject_kind=SUBJECT,
        visit__subject_key__in=keys,
        visit__state=Visit.State.CLOSED,
    )
    found: dict[int, list[Observation]] = {}
    for one in rows.select_related("visit"):
        found.setdefault(int(one.visit.subject_key), []).append(one)
    return found
