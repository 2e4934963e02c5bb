"""The list of tasks of a place, one task with all that happened to it, and the giving of a new one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.access import files_visible_to, may, reach, requires, signed_in, today
from openntm.office.access.cover import covered, last_versions
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.places.models import HAMLET_KINDS, PlaceVersion
from openntm.places.queries import subtree
from openntm.steering.access.directives import directives_visible_to
from openntm.steering.access.tasks import leaders_over, may_answer, may_give, tasks_visible_to
from openntm.steering.forms.tasks import TaskFilterForm, TaskForm
from openntm.steering.models import Task
from openntm.steering.queries.deadlines import rests_on_verified_holidays
from openntm.steering.queries.tasks import Line, found_tasks, line_of, lines_of, tasks_on, wanted
from openntm.steering.services import tasks as services
from openntm.steering.services.answers import TO_DO

PROPOSED_DAYS = 10
HEADS = [
    ("title", gettext_lazy("Task")),
    ("place", gettext_lazy("Place")),
    ("state", gettext_lazy("State")),
    ("due", gettext_lazy("Deadline")),
]


def tasks_here(request: HttpRequest, unit: PlaceVersion, on: date) -> QuerySet[Task]:
    """The tasks of the place and of everything under it that the reader may see, as they stood on the day."""
    return tasks_on(tasks_visible_to(request.user, today()).filter(place__in=covered([unit.place], on)), on)


@require_safe
@requires(Action.READ_FIGURES)
def tasks(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    here = tasks_here(request, unit, on)
    units = last_versions(on).filter(place__in=here.order_by().values("place"))
    form = TaskFilterForm(request.GET or None, units=units.order_by("sort_key"))
    chosen = form.cleaned_data if form.is_valid() else {}
    keys = found_tasks(here, chosen, signed_in(request), on, today())
    if ending := file_asked(request):
        return as_file(ending, lines_of(in_order(here, keys), on), unit, on)
    page = page_of(request, keys)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page}
    context["query"] = query_without(request, "page", "format")
    context["lines"] = lines_of(in_order(here, list(page)), on)
    context["counts"] = {which: here.filter(wanted(which, on)).count() for which in ("open", "waiting", "overdue")}
    context["may_give"] = may(request.user, Action.GIVE_TASKS, unit.place, today())
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "steering/tasks.html", context)


def in_order(here: QuerySet[Task], keys: list[int]) -> list[Task]:
    found = {task.pk: task for task in here.filter(pk__in=keys)}
    return [found[key] for key in keys]


def as_file(ending: str, lines: list[Line], unit: PlaceVersion, on: date) -> HttpResponse:
    headings = [_("Task"), _("Place"), _("Origin"), _("State"), _("Given on"), _("Deadline"), _("Working days late")]
    headings += [_("Directive"), _("Indicator"), _("Overseen by"), _("Illustrative")]
    rows = [
        [
            line.task.title,
            line.place,
            str(line.task.get_origin_display()),
            str(Task.State(line.state).label),
            line.task.given_on.isoformat(),
            line.task.due.isoformat(),
            line.late,
            line.task.directive.number if line.task.directive else "",
            line.task.indicator,
            str(line.task.overseer or ""),
            _("illustrative") if line.is_illustrative else "",
        ]
        for line in lines
    ]
    said = {"place": unit.full_name, "day": on.strftime("%d/%m/%Y")}
    return download(ending, "tasks", headings, rows, _("OpenNTM, tasks of %(place)s as of %(day)s") % said)


@require_safe
@requires(Action.READ_FIGURES)
def task(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """How the task stands today, whatever the day of the address; what happened to it, in order."""
    unit, on = spot(request, code, day)
    found = task_here(request, unit, on, pk)
    person, now = signed_in(request), today()
    answers = list(
        found.answers.select_related("by", "on_behalf_of", "judged_by", "judged_for").prefetch_related("files")
    )
    kept = {answer.pk: {file.pk for file in answer.files.all()} for answer in answers}
    files = files_visible_to(person, now, Action.READ_FIGURES).filter(pk__in=set().union(*kept.values()))
    waiting = next((answer for answer in answers if answer.verdict == "waiting"), None)
    own = waiting is not None and person in (waiting.by, waiting.on_behalf_of)
    gives, is_open = may_give(person, found.place, now), found.state in Task.OPEN
    context: dict[str, Any] = {"unit": unit, "on": on, "task": found, "line": line_of(found, now), "now": now}
    if on < now and (then := tasks_on(Task.objects.filter(pk=pk), on).first()):
        context["then"] = line_of(then, on)
    context["timeline"] = [(one, [file for file in files if file.pk in kept[one.pk]]) for one in answers]
    context["steps"] = found.steps.select_related("done_by")
    context["may_answer"] = found.state in TO_DO and may_answer(person, found, now)
    context["may_judge"] = gives and waiting and not own
    context["may_change"] = gives and is_open
    context["is_verified"] = rests_on_verified_holidays(found.given_on, max(found.due, now))
    return render(request, "steering/task.html", context)


def task_here(request: HttpRequest, unit: PlaceVersion, on: date, pk: int) -> Any:
    """A task of the place or of what is under it; as it is today."""
    seen = tasks_visible_to(request.user, today()).filter(place__in=covered([unit.place], max(on, today())))
    return get_object_or_404(tasks_on(seen, max(on, today())), pk=pk)


@requires(Action.READ_FIGURES)
def task_new(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = places_to_choose(request, unit, on)
    if not units:
        raise PermissionDenied
    given: dict[str, Any] = {"units": units, "leaders": leaders_over(unit.place, today())}
    given["directives"] = directives_visible_to(request.user).order_by("-issued", "number")
    first = {"day": min(on, today()), "working_days": PROPOSED_DAYS, "directive": request.GET.get("directive")}
    form = TaskForm(request.POST or None, initial=first, **given)
    if form.is_valid() and (made := tried(request, form)):
        messages.success(request, _("%(count)s tasks given.") % {"count": len(made)})
        return redirect("steering:tasks", code, day)
    context = {"unit": unit, "on": on, "form": form}
    return render(request, "steering/task_new.html", context, status=422 if form.errors else 200)


def places_to_choose(request: HttpRequest, unit: PlaceVersion, on: date) -> list[PlaceVersion]:
    """The unit and what stands under it on the day, where the person may give tasks."""
    if not unit.stands_on(on):
        raise Http404
    given = reach(request.user, today(), Action.GIVE_TASKS)
    under = [one for one in subtree(unit.place, on) if one.kind not in HAMLET_KINDS or one.place_id == unit.place_id]
    return [one for one in under if one.place_id in given]


def tried(request: HttpRequest, form: TaskForm) -> list[Task]:
    """Empty where a rule refused; the form then says which."""
    try:
        return services.give_task(by=signed_in(request), on=today(), **form.cleaned_data)
    except services.DayAhead:
        form.add_error("day", _("The day lies ahead: a task is given today or was given before."))
    except services.DeadlineTooEarly:
        form.add_error("due", _("The deadline lies before the day on which the task is given."))
    except services.PlaceGone:
        form.add_error("day", _("One of the places did not stand on this day."))
    return []
