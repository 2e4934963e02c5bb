"""The calendar feed of a person's tasks: opened by a secret address, which opens nothing else."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import signed_in, today, tokens_of
from openntm.office.access.tokens import holder
from openntm.office.models import Token
from openntm.office.services import renew_calendar, withdraw_token
from openntm.steering.access.tasks import addressed_to, tasks_visible_to
from openntm.steering.calendar import calendar_of
from openntm.steering.models import Task
from openntm.steering.queries.deadlines import address_of
from openntm.steering.queries.tasks import lines_of, tasks_on


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The open tasks that are addressed to the person whose address this is."""
    on = today()
    person = holder(secret, Token.Purpose.CALENDAR, on)
    if person is None:
        raise Http404
    mine = tasks_visible_to(person, on).filter(addressed_to(person, on), state__in=Task.OPEN)
    lines = [
        (
            line.task.pk,
            line.task.title,
            line.place,
            line.task.due,
            request.build_absolute_uri(address_of(line.task, on)),
        )
        for line in lines_of(tasks_on(mine, on).order_by("due", "pk"), on)
    ]
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(calendar_of(lines, timezone.now()), "text/calendar; charset=utf-8", headers=headers)


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Shown, renewed and withdrawn by the person; the address is shown once, for only its hash is kept."""
    person, on = signed_in(request), today()
    context: dict[str, Any] = {}
    if request.method == "POST" and "withdraw" in request.POST:
        for token in tokens_of(person, on, Token.Purpose.CALENDAR):
            withdraw_token(by=person, pk=token.pk)
        messages.success(request, _("The calendar address no longer opens anything."))
        return redirect("steering:calendar")
    if request.method == "POST":
        _token, secret = renew_calendar(by=person, on=on)
        context["address"] = request.build_absolute_uri(reverse("steering:calendar_feed", args=[secret]))
    context["token"] = tokens_of(person, on, Token.Purpose.CALENDAR).first()
    return render(request, "steering/calendar.html", context)
