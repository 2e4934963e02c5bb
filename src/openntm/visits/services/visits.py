"""Writes: a visit from its beginning to its close."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from openntm.office.access import today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.wording import in_language
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.visits.checklists import newest
from openntm.visits.models import Visit, VisitAnswer
from openntm.visits.queries import checklist_of, unanswered
from openntm.visits.services.refusals import (
    ChecklistUnknown,
    ItemsUnanswered,
    ItemUnknown,
    ResultMissing,
    VisitClosed,
    VisitHoldsSomething,
    VisitInTheFuture,
)

SAID = ("subject_kind", "subject_key", "kind", "checklist", "version", "day", "state")


@transaction.atomic
def start_visit(
    *, by: Person, place: Place, subject_kind: str, subject_key: str, kind: str, day: date, subject: str = ""
) -> Visit:
    """With the newest checklist for such a visit; `subject` is what the checklist is for, where kinds of things differ,
    as `work.road`."""
    if day > today():
        raise VisitInTheFuture
    checklist = newest(subject or subject_kind, kind)
    if checklist is None:
        raise ChecklistUnknown
    visit = Visit(by=by, place=place, subject_kind=subject_kind, subject_key=subject_key, kind=kind, day=day)
    visit.checklist, visit.version, visit.illustrative = checklist.id, checklist.version, by.is_demonstration
    visit.save()
    record(by, "visit.start", visit, after=row(visit, SAID), place=place)
    return visit


@transaction.atomic
def answer_items(
    *, by: Person, pk: int, among: QuerySet[Visit], answers: Mapping[str, tuple[str, str]]
) -> list[VisitAnswer]:
    """`answers`: an item's key and what was found with a note; answered again it holds the new answer."""
    visit = open_visit(among, pk)
    checklist = checklist_of(visit)
    before = {one.item: one for one in visit.answers.all()}
    changed = []
    for key, (value, note) in answers.items():
        if checklist.item(key) is None:
            raise ItemUnknown
        one = before.get(key) or VisitAnswer(visit=visit, item=key)
        if (one.answer, one.note) != (value, clean(note)):
            one.answer, one.note, one.by = VisitAnswer.Value(value), clean(note), by
            one.save()
            changed.append(one)
    if changed:
        record(by, "visit.answer", visit, after={"answer": [str(one) for one in changed]}, place=visit.place)
    return changed


@transaction.atomic
def close_visit(*, by: Person, pk: int, among: QuerySet[Visit], result: str) -> Visit:
    visit = open_visit(among, pk)
    refuse_unanswered(visit)
    if not clean(result):
        raise ResultMissing
    visit.state, visit.result, visit.closed_on = Visit.State.CLOSED, clean(result), today()
    visit.save(update_fields=["state", "result", "closed_on"])
    after = {"state": visit.state, "result": visit.result}
    record(by, "visit.close", visit, before={"state": Visit.State.OPEN}, after=after, place=visit.place)
    return visit


@transaction.atomic
def drop_visit(*, by: Person, pk: int, among: QuerySet[Visit], reason: str) -> Visit:
    """One that was begun by mistake, while nothing hangs on it."""
    visit = open_visit(among, pk)
    before, place = row(visit, SAID), visit.place
    record(by, "visit.drop", visit, before=before, place=place, reason=clean(reason))
    try:
        with transaction.atomic():
            visit.delete()
    except ProtectedError:
        raise VisitHoldsSomething from None
    return visit


def refuse_unanswered(visit: Visit) -> None:
    if missing := unanswered(visit):
        raise ItemsUnanswered(count=len(missing), first=in_language(missing[0].text))


def open_visit(among: QuerySet[Visit], pk: int) -> Visit:
    """Locked; raises Visit.DoesNotExist, VisitClosed."""
    visit = among.select_for_update(of=("self",)).get(pk=pk)
    if not visit.is_open:
        raise VisitClosed
    return visit
