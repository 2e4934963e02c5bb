"""What producers hold of stamps: the list, one producer's stock with its movements, and what is done with it."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.codes.access import may_issue, runs_visible_to
from openntm.codes.models import Run, Stock
from openntm.codes.models.runs import State
from openntm.office.access import today
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.places.vietnamese import fold
from openntm.produce.access import lots_visible_to, producers_visible_to
from openntm.produce.access.writing import may_write
from openntm.produce.forms.lots import EndStampsForm, FindProducersStampsForm, SpanForm
from openntm.produce.models import Producer
from openntm.produce.queries.lots import STAMP
from openntm.produce.queries.stock import by_run, holder_of, movements_of, stock_of
from openntm.produce.services import stock as services
from openntm.produce.views.common import entered, here

SHOWN = [State.ALLOTTED, State.PRINTED, State.ACTIVE, State.VOID, State.LOST, State.DESTROYED]
COLUMNS = [
    gettext_lazy("Moment"),
    gettext_lazy("Run"),
    gettext_lazy("First stamp"),
    gettext_lazy("Last stamp"),
    gettext_lazy("From"),
    gettext_lazy("To"),
    gettext_lazy("Reason"),
    gettext_lazy("Illustrative"),
]


@require_safe
def stocks(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """As it is now, whatever the day of the address."""
    unit, on, person = entered(request, code, day)
    form = FindProducersStampsForm(request.GET or None)
    producers = [one for one in here(producers_visible_to(person), unit) if fold(form.wanted("q")) in fold(one.name)]
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Stock.objects.filter(run__kind=STAMP, holder__in=[holder_of(one) for one in producers])
    for holder, state, first, last in rows.values_list("holder", "state", "first", "last"):
        counts[holder][state] += last - first + 1
    shown = [(one, [counts[holder_of(one)][state] for state in SHOWN]) for one in producers]
    if not may_issue(person, unit.place):
        shown = [row for row in shown if any(row[1])] or shown
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    shown.sort(key=sorting(sort), reverse=descending)
    columns = [("name", gettext_lazy("Producer")), *((state.value, state.label) for state in SHOWN)]
    if ending := file_asked(request):
        about = _("OpenNTM, stamps held by producers of %(place)s, today") % {"place": unit.full_name}
        lines = ([one.name, *numbers] for one, numbers in shown)
        return download(ending, f"stamps-{code}", [title for _key, title in columns], lines, about)
    context = {"unit": unit, "on": on, "form": form, "titles": SHOWN, "page": page_of(request, shown)}
    context["heads"] = list(heads(request, columns, sort, descending=descending))
    return render(request, "produce/stocks.html", context | {"query": query_without(request, "page", "format")})


def sorting(sort: str) -> Callable[[tuple[Producer, list[int]]], Any]:
    if sort in SHOWN:
        return lambda row: row[1][SHOWN.index(State(sort))]
    return lambda row: row[0].sort_key


@require_safe
def stock(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    producer = get_object_or_404(here(producers_visible_to(person), unit), pk=pk)
    moved = movements_of(producer)
    if ending := file_asked(request):
        about = _("OpenNTM, movements of the stamps of %(producer)s") % {"producer": producer.name}
        return download(ending, f"movements-{pk}", COLUMNS, map(line, moved), about)
    held = list(by_run(stock_of(producer)))
    lots = {str(one.pk): one for one in lots_visible_to(person).filter(product__producer=producer)}
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "producer": producer,
        "held": held,
        "page": page_of(request, moved),
    }
    context |= {"lots": lots, "labels": dict(State.choices), "total": sum(one.total for one in held)}
    context |= {"may_write": may_write(person, producer), "may_allot": may_issue(person, producer.place)}
    context |= {"query": query_without(request, "page", "format"), "illustrative": producer.illustrative}
    return render(request, "produce/stock.html", context)


def line(one: Any) -> list[Any]:
    labels = dict(State.choices)
    moment, ours = f"{one.at:%Y-%m-%d %H:%M}", _("illustrative") if one.illustrative else ""
    before = str(labels.get(one.from_state, ""))
    return [moment, str(one.run), one.first + 1, one.last + 1, before, str(labels[one.state]), one.reason, ours]


def stock_allot(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """For who issues stamps: part of a run into the hands of the producer."""
    producer = producer_here(request, code, day, pk, lambda person, one: may_issue(person, one.place))
    runs = runs_visible_to(request.user).filter(kind=STAMP).order_by("-number")
    form = SpanForm(request.POST or None, runs=[(run.pk, f"{run} · {run.size}") for run in runs])
    lead = _("The stamps go into the hands of %(producer)s; the ledger keeps the reason.") % {"producer": producer}
    words = Words(heading=_("Allot stamps"), said=_("The stamps are allotted."), lead=lead)
    return entry(request, form, partial(spanned, services.allot_stamps, pk), back=back(code, day, pk), words=words)


def stock_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    producer = producer_here(request, code, day, pk, may_write)
    form = EndStampsForm(request.POST or None, runs=runs_of(producer))
    lead = _("Whoever scans such a stamp afterwards is told so. Nothing brings it back.")
    words = Words(heading=_("Take stamps out of use"), said=_("The stamps are out of use."), lead=lead)
    service = partial(spanned, services.end_stamps, pk)
    return entry(request, form, service, back=back(code, day, pk), words=words, is_danger=True)


def stock_reprint(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    producer = producer_here(request, code, day, pk, may_write)
    form = SpanForm(request.POST or None, runs=runs_of(producer))
    lead = _("Whoever issues stamps is told and decides; nothing is printed by this alone.")
    words = Words(heading=_("Ask for a reprint"), said=_("The office is told."), lead=lead)
    return entry(request, form, partial(spanned, services.ask_reprint, pk), back=back(code, day, pk), words=words)


def producer_here(
    request: HttpRequest, code: str, day: str, pk: int, allows: Callable[[Any, Producer], bool]
) -> Producer:
    unit, _on, person = entered(request, code, day)
    producer: Producer = get_object_or_404(here(producers_visible_to(person), unit).select_related("place"), pk=pk)
    if not allows(person, producer):
        raise PermissionDenied
    return producer


def runs_of(producer: Producer) -> list[tuple[int, str]]:
    return list({row.run_id: str(row.run) for row in stock_of(producer)}.items())


def back(code: str, day: str, pk: int) -> str:
    return reverse("produce:stock", args=[code, day, pk])


def spanned(service: Callable[..., Any], producer: int, *, run: int, first: int, last: int, **given: Any) -> Any:
    """People count stamps from 1."""
    found = Run.objects.get(pk=run)
    return service(producer=producer, run=found, first=first - 1, last=last - 1, on=today(), **given)
