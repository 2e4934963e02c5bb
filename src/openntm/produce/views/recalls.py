"""Recalls of a place, ordering one, its report, and its end."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.codes.queries import codes_in_use
from openntm.office.asked import done
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.produce.access.tracing import may_recall, recalls_visible_to
from openntm.produce.forms.recalls import EndRecallForm, FindRecallForm, RecallForm
from openntm.produce.models import Lot, Recall
from openntm.produce.naming import is_known_by_name
from openntm.produce.queries.graph import receivers
from openntm.produce.queries.lots import STAMP
from openntm.produce.queries.recalls import matching, seconds, sorted_recalls, state_of
from openntm.produce.queries.tracing import chain_of
from openntm.produce.services import recalls as services
from openntm.produce.views.common import entered, here
from openntm.produce.views.lots import lot_here

HEADS = [
    ("ordered", gettext_lazy("Recall ordered")),
    ("lot", gettext_lazy("Lot")),
    ("product", gettext_lazy("Product")),
]
COLUMNS = [
    *(gettext_lazy("Recall ordered"), gettext_lazy("Lot"), gettext_lazy("Product"), gettext_lazy("Producer")),
    *(
        gettext_lazy("Reason"),
        gettext_lazy("State"),
        gettext_lazy("Page red after (s)"),
        gettext_lazy("Listed after (s)"),
    ),
    *(gettext_lazy("Receivers"), gettext_lazy("Stamps in use")),
]
RECEIVERS = [
    *(gettext_lazy("Receiver"), gettext_lazy("Identifier"), gettext_lazy("Quantity"), gettext_lazy("Unit")),
    *(gettext_lazy("Last sent"), gettext_lazy("Lots")),
]
WORDS = {"open": gettext_lazy("open"), "ended": gettext_lazy("recall over"), "exercise": gettext_lazy("exercise")}


@require_safe
def recalls(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    seen = here(recalls_visible_to(person), unit, "lot__place").select_related("lot__product__producer")
    known = [one for one in seen if one.ordered_at.date() <= on]
    form = FindRecallForm(request.GET or None)
    sort, descending = request.GET.get("sort", "ordered"), request.GET.get("order", "desc") == "desc"
    found = sorted_recalls(matching(known, form.wanted("q"), form.wanted("state")), sort, descending=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, recalls of %(place)s up to %(day)s") % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, f"recalls-{code}", COLUMNS, map(line, found), about)
    page = page_of(request, found)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page}
    context["rows"] = [(one, state_of(one), WORDS[state_of(one)], seconds(one, one.red_at)) for one in page]
    context["open"] = sum(state_of(one) == "open" for one in known)
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["query"] = query_without(request, "page", "format")
    return render(request, "produce/recalls.html", context)


def line(one: Recall) -> list[Any]:
    return [
        *(one.ordered_at.isoformat(timespec="seconds"), one.lot.number, one.lot.product.name),
        *(str(one.lot.product.producer), one.reason, str(WORDS[state_of(one)])),
        *(seconds(one, one.red_at), seconds(one, one.listed_at), len(one.receivers), one.codes),
    ]


def lot_recall(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The page says what will happen before it does."""
    unit, on, person, lot = lot_here(request, code, day, pk)
    if not may_recall(person, lot):
        raise PermissionDenied
    form = RecallForm(request.POST or None)
    if form.is_valid() and (made := done(form, services.recall_lot, by=person, lot=pk, **form.cleaned_data)):
        said = _("The exercise is recorded.") if made.exercise else _("The lot is recalled: its pages are red.")
        messages.success(request, said)
        return redirect("produce:recall", code, day, made.pk)
    context: dict[str, Any] = {"unit": unit, "on": on, "lot": lot, "form": form, "receivers": receivers(lot)}
    context |= {"codes": codes_in_use(str(lot.pk), kind=STAMP), "is_recalled": lot.state == Lot.State.RECALLED}
    return render(request, "produce/recall_order.html", context, status=422 if form.errors else 200)


@require_safe
def recall(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    seen = here(recalls_visible_to(person), unit, "lot__place")
    one = get_object_or_404(seen.select_related("lot__product__producer", "lot__place", "by"), pk=pk)
    rows = [receiver_row(row) for row in one.receivers]
    if ending := file_asked(request):
        about = _("OpenNTM, receivers of lot %(lot)s as known on %(day)s")
        said = {"lot": one.lot.number, "day": f"{one.listed_at or one.ordered_at:%d/%m/%Y %H:%M}"}
        return download(ending, f"recall-{one.pk}", RECEIVERS, map(file_row, rows), about % said)
    context: dict[str, Any] = {"unit": unit, "on": on, "recall": one, "lot": one.lot, "rows": rows}
    context |= {"state": state_of(one), "word": WORDS[state_of(one)], "ahead": chain_of(one.lot)}
    context |= {
        "red": seconds(one, one.red_at),
        "listed": seconds(one, one.listed_at),
        "illustrative": one.lot.illustrative,
    }
    context["may_end"] = state_of(one) == "open" and may_recall(person, one.lot)
    return render(request, "produce/recall.html", context)


def receiver_row(row: dict[str, Any]) -> dict[str, Any]:
    quantity = None if row["quantity"] is None else Decimal(row["quantity"])
    shown = "" if is_known_by_name(row["uri"]) else row["uri"]
    return {**row, "quantity": quantity, "last": datetime.fromisoformat(row["last"]), "shown": shown}


def file_row(row: dict[str, Any]) -> list[Any]:
    last = row["last"].isoformat(timespec="minutes")
    return [row["name"], row["uri"], row["quantity"], row["unit"], last, ", ".join(row["lots"])]


def recall_end(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    seen = here(recalls_visible_to(person), unit, "lot__place").select_related("lot__product__producer", "lot__place")
    one = get_object_or_404(seen, pk=pk)
    if not may_recall(person, one.lot):
        raise PermissionDenied
    if state_of(one) != "open":
        raise Http404
    form = EndRecallForm(request.POST or None)
    if form.is_valid() and done(form, services.end_recall, by=person, recall=pk, **form.cleaned_data) is not None:
        messages.success(request, _("The recall is over."))
        return redirect("produce:recall", code, day, pk)
    context = {"unit": unit, "on": on, "recall": one, "lot": one.lot, "form": form}
    return render(request, "produce/recall_end.html", context, status=422 if form.errors else 200)
