"""Who waits for whom: the open tasks under each leader, the overdue ones first; made to be printed."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openntm.office.access import requires
from openntm.office.asked import spot
from openntm.office.roles import Action
from openntm.steering.queries.deadlines import rests_on_verified_holidays
from openntm.steering.queries.tasks import oversights
from openntm.steering.views.tasks import tasks_here


@require_safe
@requires(Action.READ_FIGURES)
def overdue(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = oversights(tasks_here(request, unit, on), on)
    chosen = request.GET.get("leader", "")
    shown = [one for one in found if not chosen or str(one.leader.pk if one.leader else 0) == chosen]
    context: dict[str, Any] = {"unit": unit, "on": on, "found": found, "shown": shown, "chosen": chosen}
    context |= {
        "sum": {name: sum(len(getattr(one, name)) for one in found) for name in ("lines", "waiting", "overdue")}
    }
    context["worst"] = max((one.worst for one in found), default=0)
    context["is_verified"] = is_verified([line.task.due for one in found for line in one.lines], on)
    return render(request, "steering/overdue.html", context)


def is_verified(dues: list[date], on: date) -> bool:
    return not dues or rests_on_verified_holidays(min([on, *dues]), on)
