"""Writes: works and their states."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place, PlaceVersion
from openntm.places.vietnamese import clean, fold, sort_key
from openntm.works.models import Step, Work
from openntm.works.services.keeping import entered, kept_work, refuse_unless_keeps, touch, write
from openntm.works.services.refusals import (
    ChangeNotRecorded,
    DayAhead,
    DayTooEarly,
    PeriodReversed,
    ReasonMissing,
    StepNotOpen,
    WorkKnown,
)

S = Work.State
STEPS: dict[str, tuple[str, ...]] = {
    S.PLANNED: (S.UNDERWAY, S.CANCELLED),
    S.UNDERWAY: (S.FINISHED, S.STOPPED, S.CANCELLED),
    S.STOPPED: (S.UNDERWAY, S.CANCELLED),
    S.FINISHED: (S.UNDERWAY,),
}
# Once the work has begun they change by a recorded change alone.
DECIDED = {"budget": _("The budget"), "planned_end": _("The planned end")}


@transaction.atomic
def add_work(*, by: Person, place: Place, name: str, kind: str, **more: Any) -> Work:
    """`more`: the other fields of a work; a state other than planned for works that were begun before the register."""
    refuse_unless_keeps(by, place)
    work = Work(place=place)
    entered(by, work, place)
    _write(by, "work.add", work, {"place": place, "name": name, "kind": Work.Kind(kind), **more})
    return work


@transaction.atomic
def change_work(*, by: Person, pk: int, **given: Any) -> Work:
    work = kept_work(by, pk)
    for name, word in DECIDED.items():
        before = getattr(work, name)
        if work.state != S.PLANNED and name in given and before not in (None, given[name]):
            raise ChangeNotRecorded(field=word)
    _write(by, "work.change", work, given)
    return work


def _write(by: Person, verb: str, work: Work, given: dict[str, Any]) -> None:
    if "hamlet_name" in given:
        given["hamlet"] = hamlet_named(given.get("place") or work.place, given["hamlet_name"] or "")
    for first, last in (("planned_start", "planned_end"), ("started_on", "finished_on")):
        begins, ends = (given.get(name, getattr(work, name)) for name in (first, last))
        if begins and ends and ends < begins:
            raise PeriodReversed
    work.sort_key = sort_key(given.get("name", work.name))[:600]
    write(by, verb, work, work, given, taken=WorkKnown)


def hamlet_named(place: Place, name: str) -> Place | None:
    """The unit of the record, where the commune has one of this name."""
    found = PlaceVersion.objects.filter(parent=place, name_fold=fold(name)).select_related("place").first()
    return found.place if name and found else None


@transaction.atomic
def step_work(*, by: Person, pk: int, after: str, day: date, reason: str = "") -> Work:
    """Begin, finish, stop, resume, cancel; hand-over belongs to the acceptance."""
    work = kept_work(by, pk)
    if after not in STEPS.get(work.state, ()):
        raise StepNotOpen(state=work.get_state_display())
    needs_reason = after in (S.STOPPED, S.CANCELLED) or work.state in (S.STOPPED, S.FINISHED)
    if needs_reason and not clean(reason):
        raise ReasonMissing
    take_step(by, work, after, day, reason=reason)
    return work


def take_step(by: Person, work: Work, after: str, day: date, *, reason: str = "") -> None:
    """Inside the transaction of a service that holds a lock on the work and has asked whether it may."""
    last = work.steps.last()
    if day > today():
        raise DayAhead
    if last and day < last.day:
        raise DayTooEarly(day=last.day.strftime("%d/%m/%Y"))
    names = ("state", "started_on", "finished_on")
    before = row(work, names)
    Step.objects.create(work=work, before=work.state, after=after, day=day, reason=clean(reason))
    if after == S.UNDERWAY:
        work.started_on, work.finished_on = work.started_on or day, None
    elif after == S.FINISHED:
        if work.started_on and day < work.started_on:
            raise DayTooEarly(day=work.started_on.strftime("%d/%m/%Y"))
        work.finished_on = day
    work.state = after
    work.save(update_fields=names)
    touch(work)
    acting = acting_for(by, Action.KEEP_WORKS, work.place, today())
    record(
        by,
        "work.step",
        work,
        before=before,
        after=row(work, names),
        place=work.place,
        reason=reason,
        on_behalf_of=acting,
    )
