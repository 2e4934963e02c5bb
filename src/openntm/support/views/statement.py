"""The statement of the money: what was granted, paid and is still to be paid, by scheme, year and unit."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import may, reach, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.files.serve import print_out_answer
from openntm.office.listing import file_asked, page_of, query_without
from openntm.office.models import PrintOut
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.places.models import PlaceVersion
from openntm.support.access import applications_visible_to
from openntm.support.forms.fields import FindEntryForm
from openntm.support.models import Entry, Grant
from openntm.support.queries.applications import applications_here
from openntm.support.queries.due import Due, due_on
from openntm.support.queries.entries import entries_of
from openntm.support.queries.money import StatementRow, statement, total
from openntm.support.queries.schemes import names_on
from openntm.support.services.printing import print_due

MONEY = [
    *(gettext_lazy("Grants"), gettext_lazy("Granted"), gettext_lazy("Advance"), gettext_lazy("Paid")),
    *(gettext_lazy("To be recovered"), gettext_lazy("Recovered"), gettext_lazy("Released")),
    gettext_lazy("Still to be paid"),
]


def grants_here(request: HttpRequest, unit: PlaceVersion) -> QuerySet[Grant]:
    visible = applications_here(applications_visible_to(signed_in(request)), unit.place)
    return Grant.objects.filter(application__in=visible.order_by().values("pk"))


ENTRIES = [
    *(gettext_lazy("Day"), gettext_lazy("Voucher"), gettext_lazy("Entry"), gettext_lazy("Account")),
    *(gettext_lazy("Amount (dong)"), gettext_lazy("Who gets it"), gettext_lazy("What is supported")),
    *(gettext_lazy("Scheme"), gettext_lazy("List"), gettext_lazy("Remark"), gettext_lazy("Booked by")),
    gettext_lazy("Marks"),
]
DUE = [
    *(gettext_lazy("Who gets it"), gettext_lazy("Unit"), gettext_lazy("What is supported"), gettext_lazy("Scheme")),
    *(gettext_lazy("List"), gettext_lazy("Day of the decision"), gettext_lazy("Granted"), gettext_lazy("Advance")),
    *(gettext_lazy("Paid"), gettext_lazy("Still to be paid"), gettext_lazy("Why nothing may be paid")),
    gettext_lazy("Marks"),
]


@requires(Action.READ_FIGURES)
def money(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    grants = grants_here(request, unit)
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


@requires(Action.READ_FIGURES)
def entries(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Every posting up to the day, as an auditor asks for them; the file has a line for each account."""
    unit, on = spot(request, code, day)
    form = FindEntryForm(request.GET or None)
    given = {"q": form.wanted("q"), "kind": form.wanted("kind"), "year": form.wanted("year") or None}
    grants = grants_here(request, unit)
    found = entries_of(grants, on, **given)
    if ending := file_asked(request):
        told = _("OpenNTM, ledger of support of %(place)s, as of %(day)s, in dong")
        words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "support-ledger", ENTRIES, entry_lines(found), told % words)
    page = page_of(request, found)
    names = names_on({one.grant.application.place_id for one in page}, on)
    rows = [(one, names.get(one.grant.application.place_id)) for one in page]
    context = {"unit": unit, "on": on, "form": form, "page": page, "rows": rows}
    context |= {"all": Entry.objects.filter(grant__in=grants, day__lte=on).exists()}
    return render(request, "support/entries.html", context | {"query": query_without(request, "page", "format")})


def entry_lines(entries: Iterable[Entry]) -> Iterator[list[Any]]:
    for one in entries:
        grant, asks = one.grant, one.grant.application
        for line in one.lines.all():
            yield [
                *(one.day, one.document, one.get_kind_display(), line.get_account_display(), line.amount),
                *(asks.applicant, asks.thing, in_language(asks.call.scheme, "title"), grant.award.number),
                *(one.note, str(one.by or ""), mark(illustrative=asks.illustrative)),
            ]


@requires(Action.READ_FIGURES)
def due(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """What is accepted and waits for its payment; nothing goes out where the certificate is not in force."""
    unit, on = spot(request, code, day)
    rows = due_on(grants_here(request, unit), on)
    if ending := file_asked(request):
        told = _("OpenNTM, support of %(place)s to be paid, as of %(day)s, in dong")
        words = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "support-due", DUE, (due_line(row) for row in rows), told % words)
    ready = [row for row in rows if not row.stopped]
    context = {"unit": unit, "on": on, "rows": rows, "page": page_of(request, rows), "ready": ready}
    context["may_print"] = bool(ready) and may(request.user, Action.PAY_SUPPORT, unit.place, today())
    context["total"] = sum(row.grant.remainder for row in ready)
    return render(request, "support/due.html", context | {"query": query_without(request, "page", "format")})


def due_line(row: Due) -> list[Any]:
    grant, asks = row.grant, row.grant.application
    return [
        *(row.name, row.unit.full_name if row.unit else "", asks.thing, in_language(asks.call.scheme, "title")),
        *(grant.award.number, grant.award.decided_on, grant.amount, grant.advance, grant.paid, grant.remainder),
        *(row.stopped, mark(illustrative=asks.illustrative)),
    ]


@require_POST
@requires(Action.PAY_SUPPORT)
def due_print(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """What those pay who print it, and nobody else."""
    unit, on = spot(request, code, day)
    person = signed_in(request)
    grants = grants_here(request, unit).filter(award__place__in=reach(person, today(), Action.PAY_SUPPORT))

    def make() -> PrintOut:
        return print_due(by=person, place=unit.place, grants=grants, on=on)

    return print_out_answer(request.POST.get("format"), make)
