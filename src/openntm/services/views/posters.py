"""Posters of procedures at offices and in culture houses, and how often their codes were scanned."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.drawn import drawn
from openntm.office.access import requires, signed_in
from openntm.office.asked import done, spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.services.catalogue import procedures_on, titles, versions
from openntm.services.forms.guides import PosterForm
from openntm.services.models import Poster
from openntm.services.queries.scans import ScanRow, months_until, scan_rows
from openntm.services.services.posters import codes_of, make_poster
from openntm.services.views.common import units_in

PAPERS = ("a4", "a3")
FIRST = ("dang-ky-khai-sinh", "dang-ky-ket-hon", "dang-ky-khai-tu", "chung-thuc-ban-sao", "dang-ky-thuong-tru")


@requires(Action.KEEP_PROCEDURES)
def posters(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The offices and culture houses of the unit, with their posters."""
    unit, on = spot(request, code, day)
    page = page_of(request, units_in(unit, on))
    made = {one.place_id: one for one in Poster.objects.filter(place__in=[row.place_id for row in page])}
    rows = [(one, made.get(one.place_id)) for one in page]
    context = {"unit": unit, "on": on, "page": page, "rows": rows, "query": query_without(request, "page")}
    return render(request, "services/posters.html", context)


@requires(Action.KEEP_PROCEDURES)
def poster(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The sheet of the unit itself, to be printed, and which procedures stand on it."""
    unit, on = spot(request, code, day)
    made = Poster.objects.filter(place=unit.place).select_related("place").first()
    first = made.slugs if made else FIRST
    form = PosterForm(request.POST or None, procedures=procedures_on(on), initial={"slugs": first})
    if request.method == "POST" and form.is_valid():
        given = {"place": unit.place, "slugs": form.cleaned_data["slugs"]}
        if done(form, make_poster, by=signed_in(request), **given) is not None:
            messages.success(request, _("The poster is ready to be printed."))
            return redirect("services:poster", code, day)
    paper = request.GET.get("paper", "")
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "made": made}
    context |= sheet_of(made) if made else {}
    context["paper"] = paper if paper in PAPERS else "a4"
    return render(request, "services/poster.html", context, status=422 if form.errors else 200)


def sheet_of(made: Poster) -> dict[str, Any]:
    """The codes in the order of the fields, and the one that leads to all guides."""
    codes, order = codes_of(made), list(titles("fields"))
    shown = [versions()[slug][-1] for slug in made.slugs if slug in codes and slug in versions()]
    shown.sort(key=lambda one: (order.index(one.field), one.sort_key))
    drawings = [(one, titles("fields")[one.field], drawn(codes[one.slug])) for one in shown]
    return {"codes": drawings, "all_guides": drawn(codes[""]) if "" in codes else None}


HEADS = [("procedure", gettext_lazy("Procedure")), ("place", gettext_lazy("Poster at"))]
ORDER: dict[str, Any] = {
    "procedure": lambda row: (title_of(row), row.place),
    "place": lambda row: (row.place, title_of(row)),
    "total": lambda row: row.total,
}


@requires(Action.KEEP_PROCEDURES)
def scans(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """By procedure and poster, for the last six months; the most frequent first."""
    unit, on = spot(request, code, day)
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in ORDER else "total"
    descending = request.GET.get("order") == "desc" if "sort" in request.GET else True
    rows = sorted(scan_rows(unit.place, on), key=ORDER[sort], reverse=descending)
    months = months_until(on)
    if ending := file_asked(request):
        told = _("OpenNTM, scans of the codes on posters of %(place)s, by %(day)s; robots are not counted") % {
            "place": unit.full_name,
            "day": on.strftime("%d/%m/%Y"),
        }
        columns = [_("Procedure"), _("Poster at"), *(f"{one:%m/%Y}" for one in months), _("Total")]
        lines = ([title_of(row), row.place, *row.by_month, row.total] for row in rows)
        return download(ending, f"scans-{code}-{day}", columns, lines, told)
    page = page_of(request, rows)
    sums = [sum(row.by_month[index] for row in rows) for index in range(len(months))]
    context = {
        "unit": unit,
        "on": on,
        "page": page,
        "rows": [(title_of(row), row) for row in page],
        "months": months,
        "sums": sums,
        "total": sum(sums),
        "bars": bars(sums),
        "heads": list(heads(request, HEADS, sort, descending=descending)),
        "total_head": list(heads(request, [("total", _("Total"))], sort, descending=descending)),
        "query": query_without(request, "page", "format"),
    }
    return render(request, "services/scans.html", context)


def title_of(row: ScanRow) -> str:
    if not row.slug:
        return _("All guides")
    return in_language(versions()[row.slug][-1].title) if row.slug in versions() else row.slug


HEIGHT, STEP, WIDTH = 80, 56, 36


def bars(sums: list[int]) -> list[dict[str, Any]]:
    """A bar a month from zero up, labelled with its number."""
    top = max([*sums, 1])
    return [
        {
            "x": index * STEP + 10,
            "middle": index * STEP + 10 + WIDTH // 2,
            "y": 20 + HEIGHT - high,
            "high": high,
            "n": n,
        }
        for index, n in enumerate(sums)
        for high in [round(n * HEIGHT / top)]
    ]
