"""What is done to a task, each on a page that restates it: answered, judged, extended, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.files import FileRefused
from openntm.office.roles import Action
from openntm.steering.access.tasks import may_answer, may_give
from openntm.steering.forms.tasks import AcceptForm, AnswerForm, ExtendForm, ReturnForm, WithdrawForm
from openntm.steering.models import Task, TaskAnswer, TaskStep
from openntm.steering.queries.tasks import line_of
from openntm.steering.services import answers, tasks
from openntm.steering.views.tasks import task_here


@dataclass(frozen=True)
class Act:
    """`judges` acts are done to the answer that waits, the others to the task."""

    name: str
    heading: Any
    said: Any
    form: Callable[..., forms.Form]
    service: Callable[..., Any]
    judges: bool = False
    answers: bool = False
    is_danger: bool = False


ACTS = {
    act.name: act
    for act in (
        Act(
            "answer",
            gettext_lazy("Answer the task"),
            gettext_lazy("The answer was handed in."),
            AnswerForm,
            answers.answer_task,
            answers=True,
        ),
        Act(
            "accept",
            gettext_lazy("Accept the answer"),
            gettext_lazy("Accepted: the task is done."),
            AcceptForm,
            answers.accept_answer,
            judges=True,
        ),
        Act(
            "return",
            gettext_lazy("Return the answer"),
            gettext_lazy("Returned with your reason."),
            ReturnForm,
            answers.return_answer,
            judges=True,
        ),
        Act(
            "extend",
            gettext_lazy("Extend the deadline"),
            gettext_lazy("The deadline was extended."),
            ExtendForm,
            tasks.extend_deadline,
        ),
        Act(
            "withdraw",
            gettext_lazy("Withdraw the task"),
            gettext_lazy("The task was withdrawn."),
            WithdrawForm,
            tasks.withdraw_task,
            is_danger=True,
        ),
    )
}
REFUSALS: dict[type[Exception], tuple[str | None, Any]] = {
    tasks.WrongState: (None, gettext_lazy("Somebody was quicker: the task no longer waits for this act.")),
    tasks.DayAhead: ("day", gettext_lazy("The day lies ahead.")),
    tasks.DayBeforeStep: ("day", gettext_lazy("The day lies before what happened to the task last.")),
    tasks.DeadlineTooEarly: ("due", gettext_lazy("The new deadline must end later.")),
    answers.LateWithoutReason: ("late_reason", gettext_lazy("The deadline has passed: say why.")),
}


@requires(Action.READ_FIGURES)
def task_act(request: HttpRequest, code: str, day: str, pk: int, act: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = task_here(request, unit, on, pk)
    if act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    refuse(request, chosen, found)
    waiting = found.answers.filter(verdict=TaskAnswer.Verdict.WAITING).first()
    form = form_of(request, chosen, found, waiting)
    if form.is_valid() and done(request, chosen, found, form):
        messages.success(request, chosen.said)
        return redirect("steering:task", code, day, pk)
    context = {"unit": unit, "on": on, "task": found, "act": chosen, "form": form}
    context |= {"waiting": waiting if chosen.judges else None, "line": line_of(found, today())}
    return render(request, "steering/task_act.html", context, status=422 if form.errors else 200)


def refuse(request: HttpRequest, act: Act, task: Task) -> None:
    person = signed_in(request)
    allowed = may_answer(person, task, today()) if act.answers else may_give(person, task.place, today())
    if not allowed:
        raise PermissionDenied


def form_of(request: HttpRequest, act: Act, task: Task, waiting: TaskAnswer | None) -> forms.Form:
    first = {"day": today(), "answer": waiting.pk if waiting else None}
    more = {"due": task.due, "today": today()} if act.answers else {}
    return act.form(request.POST or None, request.FILES or None, initial=first, **more)


def done(request: HttpRequest, act: Act, task: Task, form: forms.Form) -> bool:
    given = dict(form.cleaned_data)
    pk = given.pop("answer") if act.judges else task.pk
    if act.answers:
        given["files"] = given.pop("evidence")
    try:
        act.service(by=signed_in(request), pk=pk, on=today(), **given)
    except FileRefused as refusal:
        form.add_error("evidence", str(refusal))
    except TaskAnswer.DoesNotExist:
        raise Http404 from None
    except tuple(REFUSALS) as refusal:
        field, said = REFUSALS[type(refusal)]
        form.add_error(field if field in form.fields else None, said)
    return not form.errors


@require_POST
@requires(Action.READ_FIGURES)
def step_done(request: HttpRequest, code: str, day: str, pk: int, step: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = get_object_or_404(TaskStep, pk=step, task=task_here(request, unit, on, pk))
    try:
        answers.mark_step_done(by=signed_in(request), pk=found.pk, on=today())
        messages.success(request, _("The step is done."))
    except tasks.WrongState:
        messages.error(request, _("The step was done before, or the task no longer waits for it."))
    return redirect("steering:task", code, day, pk)
