"""The history of a unit, and the search of units: both public."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openntm.places import queries
from openntm.places.drawing import drawing_of
from openntm.places.history import history_of
from openntm.places.joining import RULE_NAMES


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


@require_safe
def history(request: HttpRequest, code: str, day: str) -> HttpResponse:
    on = day_of(day)
    told = history_of(queries.place_at(code, on), on)
    rules = [{"vi": vi, "en": en} for vi, en in RULE_NAMES.values()]
    shown = {"history": told, "on": on, "drawing": drawing_of(told), "rules": rules}
    return render(request, "places/history.html", shown)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A whole page, or its list alone for the switcher of places."""
    asked = request.GET.get("q", "")
    given = request.GET.get("on") or request.GET.get("day")
    on = day_of(given) if given else timezone.localdate()
    shown = {"asked": asked, "on": on, "hits": queries.search(asked, on)}
    partial = bool(getattr(request, "htmx", False))
    return render(request, "places/hits.html" if partial else "places/search.html", shown)
