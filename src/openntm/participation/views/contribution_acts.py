"""What is entered about one contribution: each act is a form that restates it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openntm.office.access import requires, signed_in, today
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.forms import ReasonForm
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.participation.forms.common import DayReasonForm
from openntm.participation.forms.contributions import (
    ConsentForm,
    ContributionForm,
    CorrectionForm,
    ReceiveForm,
    RefundForm,
)
from openntm.participation.queries.contributions import still_given, still_promised
from openntm.participation.services import contributions as services
from openntm.participation.services import receipts, valuing
from openntm.participation.views.common import at, communes, page_of_made
from openntm.participation.views.contributions import seen
from openntm.works.access import works_visible_to

KEEP = Action.KEEP_CONTRIBUTIONS


def acted(
    request: HttpRequest,
    form: Any,
    service: Callable[..., Any],
    words: Words,
    code: str,
    day: str,
    pk: int,
    *,
    is_danger: bool = False,
    is_new: bool = False,
) -> HttpResponse:
    """Back to the page of the contribution, or of the one that was made of it."""
    to = page_of_made("contribution", code, day) if is_new else None
    back = at("contribution", code, day, pk)
    return entry(request, form, service, words=words, back=back, given={"pk": pk}, is_danger=is_danger, to=to)


@requires(KEEP)
def contribution_add(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    units = communes(unit, on)
    works = works_visible_to(request.user).filter(place__in=[one.place_id for one in units])
    form = ContributionForm(request.POST or None, units=units, works=works, initial={"received_on": first_day(on)})
    lead = _("A contribution is voluntary: it is talked over and agreed, and nobody may be forced to give.")
    words = Words(_("Record a contribution"), _("The contribution stands in the register."), lead)
    service, back = services.record_contribution, at("contributions", code, day)
    return entry(request, form, service, words=words, back=back, to=page_of_made("contribution", code, day))


@requires(KEEP)
def contribution_correct(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    works = works_visible_to(request.user).filter(place=one.place)
    form = CorrectionForm(
        request.POST or None, works=works, initial={name: getattr(one, name) for name in services.GIVEN}
    )
    lead = _("Number %(number)s stays, void, with the reason; its receipt is void too.") % {"number": one.number}
    words = Words(heading=_("Correct a contribution"), said=_("Corrected: this is the new row."), lead=lead)
    return acted(request, form, services.correct_contribution, words, code, day, pk, is_new=True)


@requires(KEEP)
def contribution_receive(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, on, one = seen(request, code, day, pk)
    form = ReceiveForm(request.POST or None, initial={"quantity": still_promised(one), "day": first_day(on)})
    lead = _("Number %(number)s. What does not come yet stays promised.") % {"number": one.number}
    words = Words(heading=_("Receive what was promised"), said=_("Received."), lead=lead)
    return acted(request, form, services.receive_pledge, words, code, day, pk, is_new=True)


@requires(KEEP)
def contribution_refund(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, on, one = seen(request, code, day, pk)
    form = RefundForm(request.POST or None, initial={"quantity": still_given(one), "day": first_day(on)})
    lead = _("Number %(number)s. The gift stays in the register; the sums take off what was given back.")
    words = Words(_("Give back?"), _("Recorded."), lead % {"number": one.number}, _("Record that it was given back"))
    return acted(request, form, services.refund_contribution, words, code, day, pk, is_danger=True)


@requires(KEEP)
def contribution_void(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    form = DayReasonForm(request.POST or None, initial={"day": today()})
    lead = _("Number %(number)s counts no more; the row, its number and the reason stay. Its receipt is void too.")
    words = Words(_("Make it void?"), _("It is void."), lead % {"number": one.number}, _("Make it void"))
    return acted(request, form, services.void_contribution, words, code, day, pk, is_danger=True)


@requires(KEEP)
def contribution_consent(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, one = seen(request, code, day, pk)
    form = ConsentForm(
        request.POST or None, initial={"may_be_named": "yes" if one.may_be_named else "no", "day": today()}
    )
    lead = _("Public pages follow at once.")
    words = Words(heading=_("Consent to be named"), said=_("Recorded."), lead=lead, button=_("Save"))
    return acted(request, form, services.set_consent, words, code, day, pk)


@requires(KEEP)
def contribution_value(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, _one = seen(request, code, day, pk)
    lead = _("By the rate that is known now for the day of receipt. The earlier value stays as it was stated.")
    words = Words(heading=_("State the value again"), said=_("The new value stands beside the earlier one."), lead=lead)
    return acted(request, ReasonForm(request.POST or None), valuing.value_again, words, code, day, pk)


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
        _("Make the receipt void?"), _("It is void."), lead % {"number": standing}, _("Make the receipt void")
    )
    form, back = ReasonForm(request.POST or None), at("contribution", code, day, pk)
    given = {"pk": receipt}
    return entry(request, form, receipts.void_receipt, words=words, back=back, given=given, is_danger=True)
