"""The first page: for a visitor the questions, for somebody signed in their overview."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openntm.office.access import today
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, bearer_of, search
from openntm.portal.front.doors import doors, more
from openntm.reports.first import first_address, first_day, first_place


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """`?q=` searches a unit, `?place=` chooses it; neither leaves a cookie."""
    if request.user.is_authenticated and not request.GET and (address := first_address()):
        return redirect(address)
    asked = request.GET.get("q", "").strip()
    unit, on = chosen(request.GET.get("place", ""))
    hits = search(asked, today()) if asked else []
    context: dict[str, Any] = {"asked": asked, "hits": hits, "unit": unit, "on": on}
    context |= {"doors": list(doors(unit, on)) if unit else [], "more": list(more(unit))}
    return render(request, "portal/front.html", context)


def chosen(code: str) -> tuple[PlaceVersion | None, date]:
    """The unit of the code today, or on its last day if it has ended; without one the first unit of the settings."""
    if not code:
        return first_place(), first_day()
    try:
        unit = bearer_of(code, today())
    except PlaceNotFound:
        return first_place(), first_day()
    return unit, today() if unit.stands_on(today()) else unit.last_day
