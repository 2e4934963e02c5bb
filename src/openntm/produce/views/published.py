"""The public page of the produce of a place on a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.office.asked import spot
from openntm.office.listing import file_asked, page_of, query_without
from openntm.produce.models import CropStatement, Designation
from openntm.produce.queries.published import published_certificates, said_of
from openntm.produce.views.certificates import file_of


def produce(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody: what was published, and which certificates stand; no names of members, no plots."""
    unit, on = spot(request, code, day)
    rows = published_certificates(unit, on)
    if ending := file_asked(request):
        return file_of(ending, unit, on, rows, is_open=True)
    context = {
        "unit": unit,
        "on": on,
        "page": page_of(request, rows),
        "query": query_without(request, "page", "format"),
    }
    context["in_force"] = sum(row.truth.standing == "in_force" for row in rows)
    context["statements"] = said_of(unit, on, CropStatement)
    context["designations"] = said_of(unit, on, Designation)
    return render(request, "produce/produce.html", context)
