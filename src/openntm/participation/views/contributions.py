"""The register of contributions: the list, one of them, and what is entered about it."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.participation.access.contributions import contributions_visible_to
from openntm.participation.forms.contributions import (
    FindContributionForm,
)
from openntm.participation.models import Contribution
from openntm.participation.queries.columns import COLUMNS, lines
from openntm.participation.queries.contributions import OPEN, contributions_here, still_given, still_promised, valued
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.produce.queries.naming import units_of

KEEP = Action.KEEP_CONTRIBUTIONS
State = Contribution.State
HEADS = [
    ("number", gettext_lazy("Number")),
    ("giver", gettext_lazy("Giver")),
    ("thing", gettext_lazy("What is given")),
    ("quantity", pgettext_lazy("contribution", "Quantity")),
    ("worth", gettext_lazy("Value (dong)")),
    ("day", gettext_lazy("Day")),
    ("state", gettext_lazy("State")),
]
SORTS = {
    "number": ["place", "number"],
    "giver": ["giver_name"],
    "thing": ["thing", "material"],
    "quantity": ["quantity"],
    "worth": ["worth"],
    "day": ["day"],
    "state": ["state"],
}


@requires(KEEP)
def contributions(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    every = contributions_here(contributions_visible_to(signed_in(request)), unit.place)
    form = FindContributionForm(request.GET or None)
    found = ordered(narrowed(valued(every, on), form), request.GET)
    if ending := file_asked(request):
        about = _("OpenNTM, register of contributions of %(place)s") % {"place": unit.full_name}
        return download(ending, "contributions", [one.title for one in COLUMNS], lines(found, on), about)
    page = page_of(request, found)
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context = {"unit": unit, "on": on, "form": form, "page": page, "all": every.count()}
    context |= {"query": query_without(request, "page", "format"), "open": valued(every, on).filter(OPEN).count()}
    units = units_of((one.place_id for one in page), on)
    context["rows"] = [(one, units.get(one.place_id)) for one in page]
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    context["illustrative"] = any(one.illustrative for one in page)
    return render(request, "participation/contributions.html", context)


def narrowed(rows: QuerySet[Contribution], form: FindContributionForm) -> QuerySet[Contribution]:
    for name in ("state", "thing", "giver_kind"):
        rows = rows.filter(**{name: value}) if (value := form.wanted(name)) else rows
    if year := form.wanted("year"):
        rows = rows.filter(Q(received_on__year=year) | Q(received_on__isnull=True, promised_on__year=year))
    if words := fold(form.wanted("q")):
        told = rows.values_list("pk", "giver_name", "hamlet", "purpose", "material", "note", "work__name", "number")
        rows = rows.filter(pk__in=[pk for pk, *texts in told if words in fold(" ".join(str(one) for one in texts))])
    return rows.select_related("work", "place").prefetch_related("receipts")


def ordered(rows: QuerySet[Contribution], query: Any) -> QuerySet[Contribution]:
    """Newest first, unless the address asks otherwise; empty cells last."""
    names = SORTS.get(query.get("sort", ""))
    if names is None:
        return rows.order_by("-pk")
    descending = query.get("order") == "desc"
    rows = rows.alias(day=Coalesce("received_on", "promised_on"))
    keys = [F(name).desc(nulls_last=True) if descending else F(name).asc(nulls_last=True) for name in names]
    return rows.order_by(*keys, "-pk")


@requires(KEEP)
def contribution(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, one = seen(request, code, day, pk)
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "one": one,
        "commune": units_of([one.place_id], on).get(one.place_id),
    }
    context["valuations"] = one.valuations.select_related("conversion", "by")
    context["receipts"] = one.receipts.select_related("print_out")
    context |= {"refunds": one.refunds.all(), "kept": one.received.all(), "illustrative": one.illustrative}
    context |= {"left": still_promised(one), "rest": still_given(one)}
    context["receipt"] = next((each for each in context["receipts"] if not each.void_on), None)
    return render(request, "participation/contribution.html", context)


def seen(request: HttpRequest, code: str, day: str, pk: int) -> tuple[PlaceVersion, Any, Contribution]:
    unit, on = spot(request, code, day)
    rows = contributions_here(contributions_visible_to(signed_in(request)), unit.place)
    return unit, on, get_object_or_404(rows.select_related("place", "work", "pledge", "replaces", "by"), pk=pk)
