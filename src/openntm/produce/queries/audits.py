"""Audit rounds: visits whose subject is a producer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.produce.access import producers_kept_by, producers_visible_to
from openntm.produce.access.audits import SUBJECT, audits_visible_to
from openntm.produce.models import Producer
from openntm.visits.desk import Subject
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


def producer_names(keys: Collection[str]) -> dict[str, str]:
    return {str(pk): name for pk, name in Producer.objects.filter(pk__in=keys).values_list("pk", "name")}


def audit_subjects(person: Person) -> list[Subject]:
    """Producers at which the person may begin an audit, as `may_audit` says it, in a constant number of queries."""
    kept = set(producers_kept_by(person).values_list("pk", flat=True))
    places = reach(person, today(), Action.CHECK_PRODUCERS)
    checked = set(producers_visible_to(person).filter(place__in=places).values_list("pk", flat=True))
    rows = Producer.objects.filter(pk__in=kept | checked, ended_on__isnull=True).order_by("sort_key", "pk")
    return [
        Subject(str(one.pk), one.name, tuple(kind for kind, pks in of_kind(kept, checked) if one.pk in pks), SUBJECT)
        for one in rows
    ]


def of_kind(kept: set[int], checked: set[int]) -> list[tuple[Visit.Kind, set[int]]]:
    return [(Visit.Kind.INTERNAL, kept), (Visit.Kind.OUTSIDE, checked)]
