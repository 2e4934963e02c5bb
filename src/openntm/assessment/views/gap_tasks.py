"""From an indicator that is not met to a task: one page that restates the gap and proposes the task."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.assessment.access import today
from openntm.assessment.services.gap_tasks import NoGap, Short, give_gap_task, short_on
from openntm.assessment.views.common import set_named, spot
from openntm.office.access import requires, signed_in
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS
from openntm.steering.access.tasks import leaders_over
from openntm.steering.forms.tasks import GapTaskForm
from openntm.steering.models import Task
from openntm.steering.queries.tasks import open_gap_tasks
from openntm.steering.services.tasks import DayAhead, DeadlineTooEarly, PlaceGone, TaskOpen

PROPOSED_DAYS = 30


@requires(Action.GIVE_TASKS)
def gap_task(request: HttpRequest, code: str, day: str, set_id: str, indicator: str) -> HttpResponse:
    place, on = spot(request, code, day)
    short = short_on(place, set_named(set_id).id, indicator, on) if place.kind in COMMUNE_KINDS else None
    if short is None:
        raise Http404
    leaders = leaders_over(place.place, today())
    form = GapTaskForm(request.POST or None, initial=proposed(short, on), leaders=leaders)
    known = open_gap_tasks([place.place_id], [set_id]).get((place.place_id, set_id, indicator))
    if not known and form.is_valid() and (task := given(request, short, form)):
        messages.success(request, _("The task was given."))
        return redirect("steering:task", code, day, task.pk)
    context = {"place": place, "on": on, "short": short, "form": form, "known": known}
    return render(request, "assessment/gap_task.html", context, status=422 if form.errors else 200)


def proposed(short: Short, on: date) -> dict[str, Any]:
    """In the language of the law, whoever reads; of a unit that ended, on the day of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        said = {"indicator": short.finding.indicator, "title": short.finding.title.vi}
        title = _("Meet indicator %(indicator)s: %(title)s") % said
    given_on = today() if short.version.stands_on(today()) else min(on, today())
    leader = leaders_over(short.version.place, today()).first()
    first = {"title": title[:300], "wanted": short.finding.reason_vi, "working_days": PROPOSED_DAYS}
    return {**first, "day": given_on, "overseer": leader}


def given(request: HttpRequest, short: Short, form: GapTaskForm) -> Task | None:
    """None where a rule refused; the form then says which."""
    try:
        return give_gap_task(by=signed_in(request), short=short, on=today(), **form.cleaned_data)
    except NoGap:
        form.add_error(None, _("The indicator is met on this day: there is nothing to ask for."))
    except TaskOpen:
        form.add_error(None, _("A task for this indicator was given just now."))
    except (DayAhead, PlaceGone):
        form.add_error("day", _("The day must not lie ahead, and the commune must stand on it."))
    except DeadlineTooEarly:
        form.add_error("due", _("The deadline lies before the day on which the task is given."))
    return None
