"""The first page, and the change of day: both only lead on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.dateparse import parse_date


def go(request: HttpRequest) -> HttpResponse:
    """The page at the address `at`, on the day `day`."""
    try:
        day = parse_date(request.GET.get("day", ""))
        match = resolve(request.GET.get("at", "").split("?")[0])
    except (ValueError, Resolver404):
        raise Http404 from None
    if day is None or "day" not in match.kwargs:
        raise Http404
    return redirect(reverse(match.view_name, kwargs={**match.kwargs, "day": day.isoformat()}))
