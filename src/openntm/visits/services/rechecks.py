"""Writes: the look at a remedy, which closes an observation or opens it again; and an observation that falls."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from openntm.office.access import today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.places.vietnamese import clean
from openntm.visits.models import Observation, Recheck, Visit
from openntm.visits.services.observations import SAID, open_observation
from openntm.visits.services.refusals import DueBeforeVisit, NotAnswered, RemedyMissing, VisitOpen

State = Observation.State


@transaction.atomic
def recheck_observation(
    *, by: Person, pk: int, among: QuerySet[Visit], passed: bool, remark: str, due: date | None = None
) -> Recheck:
    """Passed it closes the observation; failed it is open again until `due`. Every round is kept."""
    found = open_observation(among, pk)
    if found.state != State.ANSWERED:
        raise NotAnswered
    if not clean(remark):
        raise RemedyMissing
    if not passed and (due is None or due < today()):
        raise DueBeforeVisit
    look = Recheck.objects.create(
        observation=found,
        day=today(),
        due=found.due,
        answer=found.answer,
        answered_on=found.answered_on,
        passed=passed,
        remark=clean(remark),
        by=by,
    )
    before = row(found, SAID)
    if passed:
        finish(found, by, State.CLOSED, remark)
    else:
        found.state, found.answer, found.answered_on, found.answered_by = State.OPEN, "", None, None
        found.due = due or found.due
        found.save(update_fields=["state", "answer", "answered_on", "answered_by", "due"])
    record(by, "observation.recheck", found, before=before, after=row(found, SAID), place=found.visit.place)
    return look


@transaction.atomic
def reject_observation(*, by: Person, pk: int, among: QuerySet[Visit], reason: str) -> Observation:
    """It does not hold: nothing is to be remedied, and the reason stands where the remedy would."""
    found = open_observation(among, pk)
    if not clean(reason):
        raise RemedyMissing
    before = row(found, SAID)
    finish(found, by, State.REJECTED, reason)
    after = row(found, SAID)
    record(by, "observation.reject", found, before=before, after=after, place=found.visit.place, reason=reason)
    return found


@transaction.atomic
def reopen_visit(*, by: Person, pk: int, among: QuerySet[Visit], reason: str) -> Visit:
    """A record that was given back can be written again."""
    visit = among.select_for_update(of=("self",)).get(pk=pk)
    if visit.is_open:
        raise VisitOpen
    visit.state, visit.closed_on = Visit.State.OPEN, None
    visit.save(update_fields=["state", "closed_on"])
    before, after = {"state": Visit.State.CLOSED}, {"state": visit.state}
    record(by, "visit.reopen", visit, before=before, after=after, place=visit.place, reason=reason)
    return visit


def finish(found: Observation, by: Person, state: Observation.State, said: str) -> None:
    found.remedy, found.closed_by, found.closed_on, found.state = clean(said), by, today(), state
    found.save(update_fields=["remedy", "closed_by", "closed_on", "state"])
