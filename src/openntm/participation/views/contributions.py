"""The register of contributions: the list, one of them, and what is entered about it."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.exports import download
from openntm.office.forms import ReasonForm
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.participation.access.contributions import contributions_visible_to
from openntm.participation.forms.common import DayReasonForm
from openntm.participation.forms.contributions import (
    ConsentForm,
    ContributionForm,
    CorrectionForm,
    FindContributionForm,
    ReceiveForm,
    RefundForm,
)
from openntm.participation.models import Contribution
from openntm.participation.queries.columns import COLUMNS, lines
from openntm.participation.queries.contributions import OPEN, contributions_here, still_given, still_promised, valued
from openntm.participation.services import contributions as services
from openntm.participation.services import receipts, valuing
from openntm.participation.views.common import Words, at, communes, entry
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.produce.queries.naming import units_of
from openntm.works.access import works_visible_to

KEEP = Action.KEEP_CONTRIBUTIONS
State = Contribution.State
HEADS = [
    ("number", gettext_lazy("Number")),
    ("giver", gettext_lazy("Giver")),
    ("thing", gettext_lazy("What is given")),
    ("quantity", gettext_lazy("Quantity")),
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


def page_of_one(code: str, day: str) -> Any:
    return lambda made: at("contribution", code, day, made.pk)


@requires(KEEP)
def contribution_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = communes(unit, on)
    works = works_visible_to(request.user).filter(place__in=[one.place_id for one in units])
    form = ContributionForm(request.POST or None, units=units, works=works, initial={"received_on": first_day(on)})
    words = Words(
        heading=_("Record a contribution"), said=_("The contribution stands in the register."), is_voluntary=True
    )
    service, back = services.record_contribution, at("contributions", code, day)
    return entry(request, form, service, words, back, to=page_of_one(code, day))


@requires(KEEP)
def contribution_correct(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    works = works_visible_to(request.user).filter(place=one.place)
    form = CorrectionForm(
        request.POST or None, works=works, initial={name: getattr(one, name) for name in services.GIVEN}
    )
    lead = _("Number %(number)s stays, void, with the reason; its receipt is void too.") % {"number": one.number}
    words = Words(heading=_("Correct a contribution"), said=_("Corrected: this is the new row."), lead=lead)
    service, back = services.correct_contribution, at("contribution", code, day, pk)
    return entry(request, form, service, words, back, to=page_of_one(code, day), pk=pk)


@requires(KEEP)
def contribution_receive(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, on, one = seen(request, code, day, pk)
    form = ReceiveForm(request.POST or None, initial={"quantity": still_promised(one), "day": first_day(on)})
    lead = _("Number %(number)s. What does not come yet stays promised.") % {"number": one.number}
    words = Words(heading=_("Receive what was promised"), said=_("Received."), lead=lead)
    service, back = services.receive_pledge, at("contribution", code, day, pk)
    return entry(request, form, service, words, back, to=page_of_one(code, day), pk=pk)


@requires(KEEP)
def contribution_refund(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, on, one = seen(request, code, day, pk)
    form = RefundForm(request.POST or None, initial={"quantity": still_given(one), "day": first_day(on)})
    lead = _("Number %(number)s. The gift stays in the register; the sums take off what was given back.")
    words = Words(
        _("Give back?"), _("Recorded."), lead % {"number": one.number}, _("Record that it was given back"), True
    )
    return entry(request, form, services.refund_contribution, words, at("contribution", code, day, pk), pk=pk)


@requires(KEEP)
def contribution_void(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    form = DayReasonForm(request.POST or None, initial={"day": today()})
    lead = _("Number %(number)s counts no more; the row, its number and the reason stay. Its receipt is void too.")
    words = Words(_("Make it void?"), _("It is void."), lead % {"number": one.number}, _("Make it void"), True)
    return entry(request, form, services.void_contribution, words, at("contribution", code, day, pk), pk=pk)


@requires(KEEP)
def contribution_consent(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    form = ConsentForm(
        request.POST or None, initial={"may_be_named": "yes" if one.may_be_named else "no", "day": today()}
    )
    lead = _("Public pages follow at once.")
    words = Words(heading=_("Consent to be named"), said=_("Recorded."), lead=lead, button=_("Save"))
    return entry(request, form, services.set_consent, words, at("contribution", code, day, pk), pk=pk)


@requires(KEEP)
def contribution_value(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, _one = seen(request, code, day, pk)
    lead = _("By the rate that is known now for the day of receipt. The earlier value stays as it was stated.")
    words = Words(heading=_("State the value again"), said=_("The new value stands beside the earlier one."), lead=lead)
    form, back = ReasonForm(request.POST or None), at("contribution", code, day, pk)
    return entry(request, form, valuing.value_again, words, back, pk=pk)


@require_POST
@requires(KEEP)
def receipt_issue(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """To the page of the print-out, which offers Word and PDF."""
    _unit, _on, one = seen(request, code, day, pk)
    try:
        made = receipts.issue_receipt(by=signed_in(request), pk=one.pk)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(at("contribution", code, day, pk))
    messages.success(request, _("Receipt %(number)s is issued, as Word and PDF.") % {"number": made})
    return redirect("office:verify", made.print_out.code)  # type: ignore[union-attr]


@requires(KEEP)
def receipt_void(request: HttpRequest, code: str, day: str, pk: int, receipt: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    standing = get_object_or_404(one.receipts, pk=receipt)
    lead = _("Receipt %(number)s keeps its number; whoever scans its code reads that it does not hold.")
    words = Words(
        _("Make the receipt void?"), _("It is void."), lead % {"number": standing}, _("Make the receipt void"), True
    )
    form, back = ReasonForm(request.POST or None), at("contribution", code, day, pk)
    return entry(request, form, receipts.void_receipt, words, back, pk=receipt)
