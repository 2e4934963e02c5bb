"""Tasks: given to one or many places, given more time, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from unicodedata import normalize

from django.db import IntegrityError, transaction
from django.utils import timezone

from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.working_days import add_working_days
from openntm.places.models import Place
from openntm.places.queries import version_of
from openntm.steering.access.tasks import doers, giving_for, tasks_visible_to
from openntm.steering.models import Directive, Task, TaskStep
from openntm.steering.services.telling import tell_of_task

FIELDS = ("title", "place", "indicator", "assignee", "overseer", "given_on", "due")


class WrongState(Exception):
    """The task is closed, or nothing of it waits for this act."""


class NoReason(Exception):
    """To return, withdraw or extend a task asks for a reason."""


class DayAhead(Exception):
    """Nobody records what has not happened yet."""


class DayBeforeStep(Exception):
    """The act would lie before the task was given, answered or judged."""


class NoDeadline(Exception):
    """A task is given with a last day or with a number of working days, not with both or neither."""


class DeadlineTooEarly(Exception):
    """The deadline lies before the task is given; an extension must end later than the deadline did."""


class PlaceGone(Exception):
    """The unit did not stand on the day on which the task is given."""


class TaskOpen(Exception):
    """A task for this indicator is still open at this place."""


class CannotAnswer(Exception):
    """The person named has no post with which to answer a task at this place."""


@dataclass(frozen=True)
class Gap:
    """The indicator that was found short, and why in words."""

    set_id: str
    indicator: str
    words: str


@transaction.atomic
def give_task(
    *,
    by: Person,
    places: Sequence[Place],
    title: str,
    on: date,
    wanted: str = "",
    day: date | None = None,
    due: date | None = None,
    working_days: int | None = None,
    directive: Directive | None = None,
    gap: Gap | None = None,
    assignee: Person | None = None,
    overseer: Person | None = None,
    steps: Sequence[str] = (),
) -> list[Task]:
    """One task a place, from a directive, from a gap or directly; all of them or none. `on` is today."""
    given = day or on
    refuse_day(given, on)
    task = Task(title=normalize("NFC", title.strip()), wanted=normalize("NFC", wanted.strip()), given_by=by)
    task.given_on, task.working_days = given, working_days
    task.due = deadline(given, due, working_days)
    task.directive, task.assignee, task.overseer = directive, assignee, overseer
    task.origin = Task.Origin.GAP if gap else Task.Origin.DIRECTIVE if directive else Task.Origin.OTHER
    if gap:
        task.set_id, task.indicator, task.gap = gap.set_id, gap.indicator, gap.words
    return [give_to(task, place, on, steps) for place in dict.fromkeys(places)]


def give_to(task: Task, place: Place, on: date, steps: Sequence[str]) -> Task:
    """A copy of the task for the place."""
    task.pk, task._state.adding, task.place = None, True, place
    task.on_behalf_of = giving_for(task.given_by, place, on)
    if version_of(place, task.given_on) is None:
        raise PlaceGone
    if task.assignee and not doers(task.assignee, task, on):
        raise CannotAnswer
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError as clash:
        if task.origin != Task.Origin.GAP:
            raise
        raise TaskOpen from clash
    TaskStep.objects.bulk_create(
        TaskStep(task=task, position=number, text=normalize("NFC", text)) for number, text in enumerate(steps, 1)
    )
    after = {**row(task, FIELDS), "directive": task.directive.number if task.directive else ""}
    record(task.given_by, "task.give", task, after=after, place=place, on_behalf_of=task.on_behalf_of)
    given = Task.objects.get(pk=task.pk)
    tell_of_task(given, on)
    return given


def deadline(given: date, due: date | None, working_days: int | None) -> date:
    if (due is None) == (working_days is None):
        raise NoDeadline
    last = due or add_working_days(given, working_days or 0)
    if last < given:
        raise DeadlineTooEarly
    return last


@transaction.atomic
def extend_deadline(
    *, by: Person, pk: int, reason: str, on: date, due: date | None = None, working_days: int | None = None
) -> Task:
    """To a later day, or by working days from today."""
    task = task_for(by, pk, on)
    on_behalf_of = giving_for(by, task.place, on)
    refuse_unless_open(task)
    refuse_no_reason(reason)
    last = deadline(on, due, working_days)
    if last <= task.due:
        raise DeadlineTooEarly
    before = row(task, ["due"])
    task.due, task.working_days = last, working_days
    task.save(update_fields=["due", "working_days"])
    told = {"place": task.place, "reason": reason, "on_behalf_of": on_behalf_of}
    record(by, "task.extend", task, before=before, after=row(task, ["due"]), **told)  # type: ignore[arg-type]
    return task


@transaction.atomic
def withdraw_task(*, by: Person, pk: int, reason: str, on: date, day: date | None = None) -> Task:
    """The task is asked no longer; an answer that waits stays unjudged."""
    task = task_for(by, pk, on)
    on_behalf_of = giving_for(by, task.place, on)
    refuse_unless_open(task)
    refuse_no_reason(reason)
    refuse_day(day or on, on, task)
    task.state, task.closed_on = Task.State.WITHDRAWN, day or on
    task.save(update_fields=["state", "closed_on"])
    after = {"day": task.closed_on}
    record(by, "task.withdraw", task, after=after, place=task.place, reason=reason, on_behalf_of=on_behalf_of)
    return task


def task_for(by: Person, pk: int, on: date) -> Task:
    """The task as it is now, held until the act is done."""
    found = tasks_visible_to(by, on).select_related("place").select_for_update(of=("self",))
    return found.get(pk=pk)


def refuse_unless_open(task: Task) -> None:
    if task.state not in Task.OPEN:
        raise WrongState


def refuse_no_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason


def refuse_day(day: date, on: date, task: Task | None = None) -> None:
    """Never ahead, never before what happened to the task last."""
    if day > on:
        raise DayAhead
    if task and day < last_step(task):
        raise DayBeforeStep


def last_step(task: Task) -> date:
    answer = task.answers.last()
    if answer is None:
        return task.given_on
    return timezone.localdate(answer.judged_at) if answer.judged_at else answer.day


def moment(day: date) -> datetime:
    """Now; of another day its noon, for the hour is not known."""
    return timezone.now() if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(12)))
