"""The statement of the money: what was granted, paid and is still to be paid, by scheme, year and unit."""

from dataclasses import astuple
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, query_without
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.support.access import applications_visible_to
from openntm.support.models import Grant
from openntm.support.queries.applications import applications_here
from openntm.support.queries.money import StatementRow, statement, total

MONEY = [
    *(gettext_lazy("Grants"), gettext_lazy("Granted"), gettext_lazy("Advance"), gettext_lazy("Paid")),
    *(gettext_lazy("To be recovered"), gettext_lazy("Recovered"), gettext_lazy("Released")),
    gettext_lazy("Still to be paid"),
]


@requires(Action.READ_FIGURES)
def money(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    visible = applications_here(applications_visible_to(signed_in(request)), unit.place)
    grants = Grant.objects.filter(application__in=visible.order_by().values("pk"))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    rows = statement(grants, on, year)
    if ending := file_asked(request):
        told = _("OpenNTM, money of support of %(place)s, as of %(day)s, in dong")
        words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        names = [_("Scheme"), _("Year"), _("Unit"), *MONEY, _("Marks")]
        lines = [*map(line_of, rows), [_("Total"), "", "", *astuple(total(rows)), ""]]
        return download(ending, "support-money", names, lines, told % words)
    years = sorted(set(grants.values_list("award__decided_on__year", flat=True)), reverse=True)
    context = {"unit": unit, "on": on, "rows": rows, "total": total(rows), "years": years, "year": year}
    context |= {"query": query_without(request, "format"), "money": MONEY}
    return render(request, "support/statement.html", context)


def line_of(row: StatementRow) -> list[Any]:
    line = [in_language(row.scheme, "title"), row.year, row.unit.full_name if row.unit else ""]
    return [*line, *astuple(row.sums), mark(illustrative=row.illustrative)]


def mark(*, illustrative: bool) -> str:
    return _("illustrative") if illustrative else ""
