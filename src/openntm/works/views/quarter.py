"""Supervision in figures, as the programme counts it: per commune and quarter."""

from dataclasses import asdict, astuple
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, today
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, query_without
from openntm.office.roles import Action
from openntm.places.models import COMMUNE_KINDS
from openntm.places.queries import subtree
from openntm.works.queries.quarter import Counts, counts_by_commune, quarter_of

TITLES = {
    "works": gettext_lazy("Works in the area"),
    "rounds": gettext_lazy("Rounds"),
    "by_board": gettext_lazy("by community boards"),
    "by_inspectorate": gettext_lazy("by people's inspectorates"),
    "by_other": gettext_lazy("by others"),
    "watched": gettext_lazy("Works watched"),
    "faults": gettext_lazy("Faults found"),
    "proposals": gettext_lazy("Proposals"),
    "recovered": gettext_lazy("Recovered (dong)"),
    "cut": gettext_lazy("Cut from final accounts (dong)"),
    "handled": gettext_lazy("Other handling"),
    "to_party": gettext_lazy("Remarks to the party"),
    "to_government": gettext_lazy("Remarks to the government"),
    "to_others": gettext_lazy("Other remarks"),
}


@requires(Action.READ_FIGURES)
def quarter(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Of the quarter in which the day lies, as far as it has gone."""
    unit, on = spot(request, code, day)
    since, until = quarter_of(on)
    units = sorted(subtree(unit.place, on, COMMUNE_KINDS), key=lambda one: one.sort_key)
    rows = counts_by_commune(units, since, until)
    total = sum((counts for _unit, counts in rows), Counts())
    if ending := file_asked(request):
        told = {"place": unit.full_name, "quarter": (since.month + 2) // 3, "year": since.year}
        about = _("OpenNTM, community supervision of works, %(place)s, quarter %(quarter)s of %(year)s") % told
        lines = [[one.full_name, *astuple(counts)] for one, counts in rows]
        return download(ending, "supervision", [_("Commune"), *TITLES.values()], lines, about)
    context = {"unit": unit, "on": on, "since": since, "until": until, "quarter": (since.month + 2) // 3}
    context |= {"titles": list(TITLES.values()), "rows": [(one, titled(counts)) for one, counts in rows]}
    context |= {
        "total": titled(total),
        "sum": total,
        "query": query_without(request, "format"),
        "is_over": until < today(),
    }
    context |= {"before": link(code, since - timedelta(days=1)), "after": link(code, until + timedelta(days=1))}
    return render(request, "works/quarter.html", context)


def titled(counts: Counts) -> list[tuple[Any, int]]:
    return [(TITLES[name], value) for name, value in asdict(counts).items()]


def link(code: str, day: date) -> str:
    return reverse("works:quarter", args=[code, day.isoformat()])
