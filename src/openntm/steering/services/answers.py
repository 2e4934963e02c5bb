"""Answers to tasks: steps done, what was reported with its evidence, accepted or returned."""

from collections.abc import Mapping, Sequence
from datetime import date
from unicodedata import normalize

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.office.files import keep
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.steering.access.tasks import answering_for, giving_for, tasks_visible_to
from openntm.steering.models import Task, TaskAnswer, TaskStep
from openntm.steering.services.tasks import (
    DayBeforeStep,
    DeadlineTooEarly,
    WrongState,
    moment,
    refuse_day,
    refuse_no_reason,
    task_for,
)
from openntm.steering.services.telling import tell_of_answer, tell_of_verdict

TO_DO = (Task.State.GIVEN, Task.State.RETURNED)
Verdict = TaskAnswer.Verdict


class LateWithoutReason(Exception):
    """Past its deadline a task is answered with the reason why so late."""


class YourOwnAnswer(PermissionDenied):
    """Nobody judges what they reported themselves or had reported on their behalf."""


@transaction.atomic
def mark_step_done(*, by: Person, pk: int, on: date, day: date | None = None) -> TaskStep:
    step = TaskStep.objects.select_related("task").get(pk=pk, task__in=tasks_visible_to(by, on))
    task = task_for(by, step.task_id, on)
    on_behalf_of = answering_for(by, task, on)
    step.refresh_from_db()
    if task.state not in TO_DO or step.done_on:
        raise WrongState
    refuse_day(day or on, on)
    if (day or on) < task.given_on:
        raise DayBeforeStep
    step.done_on, step.done_by = day or on, by
    step.save(update_fields=["done_on", "done_by"])
    after = {"step": step.text, "day": step.done_on}
    record(by, "task.step", task, after=after, place=task.place, on_behalf_of=on_behalf_of)
    return step


@transaction.atomic
def answer_task(
    *,
    by: Person,
    pk: int,
    text: str,
    on: date,
    files: Sequence[UploadedFile] = (),
    late_reason: str = "",
    day: date | None = None,
) -> TaskAnswer:
    """Raises FileRefused where a file cannot be kept; nothing is kept then."""
    task = task_for(by, pk, on)
    on_behalf_of = answering_for(by, task, on)
    if task.state not in TO_DO:
        raise WrongState
    done = day or on
    refuse_day(done, on, task)
    if done > task.due and not late_reason.strip():
        raise LateWithoutReason
    answer = TaskAnswer(task=task, by=by, on_behalf_of=on_behalf_of, day=done, at=moment(done))
    answer.text = normalize("NFC", text.strip())
    answer.late_reason = normalize("NFC", late_reason.strip()) if done > task.due else ""
    answer.save()
    answer.files.set([keep(file, by, place=task.place) for file in files])
    set_state(task, Task.State.ANSWERED)
    after = {"day": done, "files": len(files)}
    reason = answer.late_reason
    record(by, "task.answer", task, after=after, place=task.place, reason=reason, on_behalf_of=on_behalf_of)
    tell_of_answer(answer, on)
    return answer


@transaction.atomic
def accept_answer(*, by: Person, pk: int, on: date, day: date | None = None, reason: str = "") -> TaskAnswer:
    """The task is done; `pk` is of the answer that was read."""
    answer, done = judged(by, pk, Verdict.ACCEPTED, reason, on, day)
    answer.task.closed_on = done
    set_state(answer.task, Task.State.ACCEPTED)
    log_verdict(answer, "task.accept", {}, {"day": done})
    tell_of_verdict(answer, on)
    return answer


@transaction.atomic
def return_answer(
    *, by: Person, pk: int, reason: str, on: date, day: date | None = None, due: date | None = None
) -> TaskAnswer:
    """The task goes back, with more time if a later deadline is given."""
    refuse_no_reason(reason)
    answer, done = judged(by, pk, Verdict.RETURNED, reason, on, day)
    before = row(answer.task, ["due"])
    if due and due < done:
        raise DeadlineTooEarly
    answer.task.due = due or answer.task.due
    set_state(answer.task, Task.State.RETURNED)
    log_verdict(answer, "task.return", before, {**row(answer.task, ["due"]), "day": done})
    tell_of_verdict(answer, on)
    return answer


def judged(
    by: Person, pk: int, verdict: TaskAnswer.Verdict, reason: str, on: date, day: date | None
) -> tuple[TaskAnswer, date]:
    """The answer with its verdict; of two who judge at once the second finds nothing that waits."""
    seen = TaskAnswer.objects.get(pk=pk, task__in=tasks_visible_to(by, on))
    task = task_for(by, seen.task_id, on)
    answer = TaskAnswer.objects.select_related("by", "on_behalf_of").get(pk=pk)
    answer.task = task
    judged_for = giving_for(by, task.place, on)
    if {by, judged_for} & {answer.by, answer.on_behalf_of} - {None}:
        raise YourOwnAnswer
    if task.state != Task.State.ANSWERED or answer.verdict != Verdict.WAITING:
        raise WrongState
    done = day or on
    refuse_day(done, on, task)
    answer.verdict, answer.reason = verdict, normalize("NFC", reason.strip())
    answer.judged_by, answer.judged_for, answer.judged_at = by, judged_for, moment(done)
    answer.save(update_fields=["verdict", "reason", "judged_by", "judged_for", "judged_at"])
    return answer, done


def set_state(task: Task, state: Task.State) -> None:
    task.state = state
    task.save(update_fields=["state", "due", "closed_on"])


def log_verdict(answer: TaskAnswer, verb: str, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    told = {"place": answer.task.place, "reason": answer.reason, "on_behalf_of": answer.judged_for}
    record(answer.judged_by, verb, answer.task, before=before, after=after, **told)  # type: ignore[arg-type]
