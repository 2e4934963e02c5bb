"""The first page: for a visitor the questions, for somebody signed in their own work."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openntm.office.access import today
from openntm.office.licence import OPEN_DATA
from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, bearer_of, search
from openntm.portal.front.doors import groups, more
from openntm.portal.front.home import home_of
from openntm.portal.front.opened import of_all, of_unit
from openntm.reports.first import first_day, first_place


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """`?q=` searches a unit, `?place=` chooses it; neither leaves a cookie."""
    if isinstance(request.user, Person) and not request.GET and (address := home_of(request.user)):
        return redirect(address)
    asked = request.GET.get("q", "").strip()
    unit, on = chosen(request.GET.get("place", ""))
    context: dict[str, Any] = {"asked": asked, "unit": unit, "on": on, "more": more(unit)}
    if asked:
        context["hits"] = search(asked, today())
    elif unit:
        context["groups"] = groups(unit, on)
    return render(request, "portal/front.html", context)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """`?place=` chooses the unit whose lists are offered too."""
    unit, on = chosen(request.GET.get("place", ""))
    context = {
        "all": of_all(),
        "unit": unit,
        "on": on,
        "here": of_unit(unit, on) if unit else [],
        "today": today(),
        "licence": OPEN_DATA,
    }
    return render(request, "portal/open_data.html", context)


def chosen(code: str) -> tuple[PlaceVersion | None, date]:
    """The unit of the code today, or on its last day if it has ended; without one the first unit of the settings."""
    if not code:
        return first_place(), first_day()
    try:
        unit = bearer_of(code, today())
    except PlaceNotFound:
        return first_place(), first_day()
    return unit, today() if unit.stands_on(today()) else unit.last_day
