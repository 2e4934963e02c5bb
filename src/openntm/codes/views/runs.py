"""The runs of a place, one run with its stock and ledger, and the minting of a new one."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.codes.access import may_issue, runs_visible_to
from openntm.codes.drawing import bar_of
from openntm.codes.forms import FindForm, MintForm
from openntm.codes.kinds import kinds
from openntm.codes.life import ENDS
from openntm.codes.models import PrintJob, Run, ScanTotal
from openntm.codes.models.runs import State
from openntm.codes.queries import Found, counts_by_state, ledger_of, read_code, stock_of_run
from openntm.codes.queries.runs import Line, Named, lines_of_runs, named
from openntm.codes.services import MintedJustNow, mint_run
from openntm.codes.views.asked import done, kind_of, run_here
from openntm.office.access import requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place, PlaceVersion
from openntm.places.vietnamese import fold, sort_key

SHOWN = 50  # pieces of the stock on the page of a run; the file has all
LATEST = 10  # lines of the ledger there
ORDERS = 20
SORTS: dict[str, Callable[[Line], Any]] = {
    "number": lambda line: line.run.number,
    "title": lambda line: sort_key(line.run.title),
    "place": lambda line: sort_key(line.place),
    "minted": lambda line: line.run.minted_at,
    "size": lambda line: line.run.size,
}
HEADS = [
    ("number", gettext_lazy("Run")),
    ("title", gettext_lazy("Name of the run")),
    ("place", gettext_lazy("Place")),
    ("minted", gettext_lazy("Minted on")),
    ("size", gettext_lazy("Codes")),
]


@require_safe
@requires(Action.ISSUE_STAMPS)
def runs(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Those minted up to the day; their codes as they stand now."""
    unit, on = spot(request, code, day)
    here = runs_visible_to(request.user).filter(place__in=covered([unit.place], on), minted_at__date__lte=on)
    form = FindForm(request.GET or None, kinds={key: kind.title for key, kind in kinds().items()})
    if found := code_asked(request, here):
        return redirect("codes:code", code, day, found.run.number, found.index + 1)
    lines = in_order(narrowed(lines_of_runs(here, on), form), request)
    if ending := file_asked(request):
        return runs_file(ending, unit, on, lines)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page_of(request, lines)}
    context["all"] = here.count()
    context["codes"] = sum(line.run.size for line in lines)
    context["active"] = sum(line.active for line in lines)
    context["query"] = query_without(request, "page", "format")
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["may_mint"] = unit.stands_on(today()) and may_issue(request.user, unit.place)
    return render(request, "codes/runs.html", context)


def code_asked(request: HttpRequest, here: QuerySet[Run]) -> Found | None:
    """A whole code in place of words: one of the runs that are listed here."""
    found = read_code(request.GET.get("q", ""))
    return found if found and here.filter(pk=found.run.pk).exists() else None


def narrowed(lines: list[Line], form: FindForm) -> Iterator[Line]:
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    text, kind = fold(wanted.get("q") or ""), wanted.get("kind")
    for line in lines:
        if (text in fold(line.run.title) or text == str(line.run.number)) and kind in ("", None, line.run.kind):
            yield line


def in_order(lines: Iterator[Line], request: HttpRequest) -> list[Line]:
    """Newest first unless a column is asked for."""
    sort = request.GET.get("sort", "")
    key, descending = SORTS.get(sort, SORTS["number"]), request.GET.get("order") == "desc" or sort not in SORTS
    return sorted(lines, key=key, reverse=descending)


def runs_file(ending: str, unit: PlaceVersion, on: date, lines: list[Line]) -> HttpResponse:
    headings = [_("Run"), _("What for"), _("Name of the run"), _("Place"), _("Minted on"), _("Codes")]
    headings += [str(State(state).label) for state in State.values] + [_("Illustrative")]
    rows = [
        [
            *(line.run.number, line.kind, line.run.title, line.place, localtime(line.run.minted_at).date()),
            *(line.run.size, *(line.counts[state] for state in State.values)),
            _("illustrative") if line.run.illustrative else "",
        ]
        for line in lines
    ]
    told = {"place": unit.full_name, "day": f"{on:%d/%m/%Y}", "now": f"{today():%d/%m/%Y}"}
    about = _("OpenNTM, runs of codes of %(place)s minted up to %(day)s, as they stand on %(now)s") % told
    return download(ending, "runs", headings, rows, about)


@require_safe
@requires(Action.ISSUE_STAMPS)
def run(request: HttpRequest, code: str, day: str, number: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = run_here(request, unit, on, number)
    if ending := file_asked(request):
        return stock_file(ending, found, named(found, stock_of_run(found)))
    counts = counts_by_state(run=found)
    stock, kind = stock_of_run(found), kind_of(found)
    context: dict[str, Any] = {"unit": unit, "on": on, "run": found, "kind": kind.title if kind else found.kind}
    context["live"] = [(state, counts[state]) for state in State if state not in ENDS]
    context["ends"] = [(state, counts[state]) for state in State if state in ENDS]
    context["bar"] = bar_of(counts, found.size)
    context["ended"] = sum(counts[state] for state in ENDS)
    context["by"] = counts
    context["scans"] = ScanTotal.objects.filter(run=found).aggregate(scans=Sum("count", default=0), codes=Count("pk"))
    context["pieces"] = named(found, stock[:SHOWN])
    context["all_pieces"] = stock.count()
    context["lines"] = named(found, ledger_of(found).reverse()[:LATEST])
    context["all_lines"] = ledger_of(found).count()
    context["orders"] = PrintJob.objects.filter(run=found).select_related("ordered_by")[:ORDERS]
    context["may_issue"] = may_issue(request.user, found.place)
    return render(request, "codes/run.html", context)


def stock_file(ending: str, found: Run, pieces: list[Named]) -> HttpResponse:
    headings = [_("First code"), _("Last code"), _("Codes"), _("State"), _("Held by"), _("Leads to")]
    rows = [
        [one.row.begins, one.row.ends, one.row.codes, str(State(one.row.state).label), one.holder, one.thing]
        for one in pieces
    ]
    told = {"number": found.number, "day": f"{today():%d/%m/%Y}"}
    about = _("OpenNTM, stock of run %(number)s of codes on %(day)s") % told
    return download(ending, f"stock-{found.number}", headings, rows, about)


@require_safe
@requires(Action.ISSUE_STAMPS)
def code(request: HttpRequest, code: str, day: str, number: int, nth: int) -> HttpResponse:
    """The life of one code; what is written on it is not told, as whoever knows that can make stamps."""
    unit, on = spot(request, code, day)
    found, index = run_here(request, unit, on, number), nth - 1
    if not 0 <= index < found.size:
        raise Http404
    here: dict[str, Any] = {"first__lte": index, "last__gte": index}
    context: dict[str, Any] = {"unit": unit, "on": on, "run": found, "nth": nth}
    [context["one"]] = named(found, stock_of_run(found).filter(**here))
    context["lines"] = named(found, ledger_of(found).filter(**here).reverse())
    context["orders"] = PrintJob.objects.filter(run=found, **here).select_related("ordered_by")
    context["scans"] = ScanTotal.objects.filter(run=found, index=index).first()
    context["may_move"] = may_issue(request.user, found.place) and context["one"].row.state not in ENDS
    return render(request, "codes/code.html", context)


@require_safe
@requires(Action.ISSUE_STAMPS)
def ledger(request: HttpRequest, code: str, day: str, number: int) -> HttpResponse:
    """Newest first on the page, oldest first in the file, as it was written."""
    unit, on = spot(request, code, day)
    found = run_here(request, unit, on, number)
    if ending := file_asked(request):
        return ledger_file(ending, found, named(found, ledger_of(found)))
    page = page_of(request, ledger_of(found).reverse())
    context = {"unit": unit, "on": on, "run": found, "page": page, "lines": named(found, page)}
    context["query"] = query_without(request, "page", "format")
    return render(request, "codes/ledger.html", context)


def ledger_file(ending: str, found: Run, lines: list[Named]) -> HttpResponse:
    headings = [_("When"), _("First code"), _("Last code"), _("Codes"), _("From"), _("To"), _("Held by")]
    headings += [_("Leads to"), _("Reason"), _("By")]
    rows = [
        [
            *(f"{localtime(one.row.at):%Y-%m-%d %H:%M:%S}", one.row.begins, one.row.ends, one.row.codes),
            *(str(one.row.get_from_state_display()), str(one.row.get_state_display()), one.holder, one.thing),
            *(one.row.reason, str(one.row.by or "")),
        ]
        for one in lines
    ]
    about = _("OpenNTM, ledger of run %(number)s of codes") % {"number": found.number}
    return download(ending, f"ledger-{found.number}", headings, rows, about)


@requires(Action.ISSUE_STAMPS)
def mint(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    by, known = signed_in(request), kinds()
    if not unit.stands_on(today()):
        raise PermissionDenied
    holders: dict[str, str] = {}
    for kind in known.values():
        holders |= kind.holders(unit.place, today())
    choices = {key: kind.title for key, kind in known.items()}
    first = {"kind": next(iter(known), "")}
    form = MintForm(request.POST or None, kinds=choices, holders=holders, initial=first)
    if form.is_valid():
        number, told = minted(form, by, unit.place)
        if number:
            messages.success(request, told)
            return redirect("codes:run", code, max(day, today().isoformat()), number)
    context = {"unit": unit, "on": on, "form": form}
    return render(request, "codes/mint.html", context, status=422 if form.errors else 200)


def minted(form: MintForm, by: Person, place: Place) -> tuple[int, str]:
    """The number of the run and what is said of it; 0 where it was refused."""
    try:
        made = done(form, lambda: mint_run(by=by, place=place, once=True, **form.cleaned_data))
    except MintedJustNow as again:
        return again.number, _("The form was sent twice: this is the run that you minted a moment ago.")
    return made.number if made else 0, _("The run is minted. Its codes lead nowhere until they are put in use.")
