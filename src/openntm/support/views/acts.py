"""One page for each act on an application or a grant; it restates what it is about and what follows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import may, today
from openntm.office.asked import first_day
from openntm.office.files import keep
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.office.wording import in_language, number_text
from openntm.support.access import may_take
from openntm.support.amounts import amount_of
from openntm.support.cycle import cycle
from openntm.support.forms.applications import HandInAgainForm
from openntm.support.forms.fields import ActForm
from openntm.support.models import Application, Entry, Grant, State
from openntm.support.queries.stamps import stamps_left
from openntm.support.services import grants
from openntm.support.services.applications import appraise_application, hand_in_again
from openntm.support.services.ledger import reverse_entry
from openntm.support.services.refused import NoStampsLeft, StepNotOpen
from openntm.support.services.stamps import mint_granted_stamps
from openntm.support.services.steps import SIMPLE, take_step
from openntm.support.views.common import act, application_of, at, dong

# Fields of the page and the service, for the steps that need more than a day and a reason.
STEPS: dict[str, tuple[list[str], Callable[..., Any]]] = {
    "appraise": (["lowered", "day", "remark"], appraise_application),
    "deliver": (["day", "note", "file"], grants.deliver_grant),
    "accept": (["day", "document", "file"], grants.accept_grant),
    "pay": (["amount", "day", "document"], grants.pay_grant),
    "close": (["day", "document", "reason"], grants.close_payment),
    "audit": (["day", "document", "claw_back", "why"], grants.audit_grant),
    "cancel": (["day", "document", "reason"], grants.cancel_grant),
}
LEADS = {
    "appraise": gettext_lazy("The conditions are judged once more and kept with the application."),
    "deliver": gettext_lazy("That the support came into the hands of who gets it."),
    "accept": gettext_lazy("By the minutes of acceptance; only what is accepted is paid."),
    "pay": gettext_lazy("What is booked is never changed, only reversed. The advance is accounted for with it."),
    "close": gettext_lazy("Less was done than granted: what is not to be paid any more goes back to the budget."),
    "audit": gettext_lazy("Confirmed, or so much to be recovered."),
    "cancel": gettext_lazy("The money is free again, and the thing may be supported by another grant."),
    "withdraw": gettext_lazy("The application ends; a new one may be made while the call is open."),
    "refuse": gettext_lazy("The application ends; the applicant is told of the reason."),
}
MONEY: dict[str, tuple[Any, Callable[..., Any]]] = {
    "advance": (gettext_lazy("Pay an advance"), grants.pay_advance),
    "advance-back": (gettext_lazy("Record an advance given back"), grants.give_advance_back),
    "recover": (gettext_lazy("Record what was recovered"), grants.recover_money),
}


def step(request: HttpRequest, code: str, day: str, pk: int, transition: str) -> HttpResponse:
    one, _unit, on, person = application_of(request, code, day, pk)
    known = cycle().steps.get(transition)
    if known is None or known.by_list:
        raise Http404
    if not may_take(person, one, known):
        raise PermissionDenied
    if one.state not in known.origins:  # taken by somebody else meanwhile, or sent twice
        messages.warning(request, str(StepNotOpen(state=one.get_state_display())))
        return redirect(at("application", code, day, pk))
    if transition == "submit":
        return again(request, one, person, on, at("application", code, day, pk))
    names, service = STEPS.get(transition, (["day", "reason"] if known.reason else ["day"], take_step))
    form = ActForm(request.POST or None, request.FILES or None, names=names, initial=first_of(one, on, transition))
    says = str(in_language(known))
    target = one.grant.pk if known.about == "grant" else pk
    given: dict[str, Any] = {"pk": target} | ({"transition": transition} if transition in SIMPLE else {})
    words: dict[str, Any] = {"heading": says, "said": _("The step is taken."), "lead": str(LEADS.get(transition, ""))}
    back, about = at("application", code, day, pk), about_of(one)
    danger = known.reason
    return act(request, form, filed(service, one), back=back, about=about, given=given, is_danger=danger, **words)


def again(request: HttpRequest, one: Application, person: Person, on: date, back: str) -> HttpResponse:
    """Corrected and handed in again; the page says why it was returned."""
    form = HandInAgainForm(request.POST or None, request.FILES or None, application=one, initial={"day": first_day(on)})
    if not may(person, Action.READ_FIGURES, one.place, today()):
        del form.fields["day"]

    @transaction.atomic  # what is refused keeps no upload
    def service(by: Person, evidence: Any = (), **given: Any) -> Any:
        given.setdefault("day", today())
        return hand_in_again(by=by, files=[keep(file, by, place=one.place) for file in evidence], **given)

    returned = one.steps.filter(to_state=State.RETURNED).order_by("-number").first()
    about = [*about_of(one), (_("Returned because"), returned.reason if returned else "–")]
    words: dict[str, Any] = {
        "heading": str(in_language(cycle().steps["submit"])),
        "said": _("The application is handed in again."),
    }
    return act(request, form, service, back=back, about=about, given={"pk": one.pk}, **words)


def first_of(one: Application, on: Any, transition: str) -> dict[str, Any]:
    first: dict[str, Any] = {"day": max(first_day(on), one.since)}
    if transition == "pay":
        first["amount"] = one.grant.committed
    if transition == "appraise":
        first["amount"] = amount_of(one.call.terms, one.quantity, one.cost)
    return first


def filed(service: Callable[..., Any], one: Application) -> Callable[..., Any]:
    """The upload of the form is kept at the commune of the application before the act."""

    @transaction.atomic
    def with_file(by: Person, file: Any = None, **given: Any) -> Any:
        if file:
            given["file"] = keep(file, by, place=one.place)
        if given.get("claw_back", 0) is None:
            given["claw_back"] = 0
        return service(by=by, **given)

    return with_file


def about_of(one: Application) -> list[tuple[Any, Any]]:
    """What the act is about, in the words of the application."""
    quantity = f"{number_text(one.quantity)} {one.call.scheme.get_unit_display()}"
    found = [(_("Scheme"), in_language(one.call.scheme, "title")), (_("What is supported"), one.thing)]
    found += [(_("Who asks"), one.applicant)] if one.applicant else []
    found += [(_("Number or quantity"), quantity), (_("State"), one.get_state_display())]
    grant = Grant.objects.filter(application=one).select_related("award").first()
    if grant is not None:
        found += [
            (_("Granted"), dong(grant.amount)),
            (_("List"), f"{grant.award.number}, {grant.award.decided_on:%d/%m/%Y}"),
        ]
        found += [(_("Advance"), dong(grant.advance)), (_("Paid"), dong(grant.paid))]
        found += [(_("Still to be paid"), dong(grant.remainder))]
    elif one.appraised is not None:
        found.append((_("Proposed"), dong(one.appraised)))
    return found


def granted(request: HttpRequest, code: str, day: str, pk: int, action: Action) -> tuple[Application, Grant, Any]:
    """The grant of the application, for who may do this where it is paid."""
    one, _unit, on, person = application_of(request, code, day, pk)
    grant = get_object_or_404(Grant.objects.select_related("award__place"), application=one)
    place = one.place if action == Action.ISSUE_STAMPS else grant.award.place
    if not may(person, action, place, today()):
        raise PermissionDenied
    return one, grant, on


def money(request: HttpRequest, code: str, day: str, pk: int, name: str) -> HttpResponse:
    one, grant, on = granted(request, code, day, pk, Action.PAY_SUPPORT)
    if name not in MONEY:
        raise Http404
    heading, service = MONEY[name]
    form = ActForm(request.POST or None, names=["amount", "day", "document"], initial={"day": first_day(on)})
    words: dict[str, Any] = {"heading": str(heading), "said": _("It is booked."), "about": about_of(one)}
    words["lead"] = _("What is booked is never changed, only reversed.")
    return act(request, form, service, back=at("application", code, day, pk), given={"pk": grant.pk}, **words)


def reverse(request: HttpRequest, code: str, day: str, pk: int, entry: int) -> HttpResponse:
    one, grant, on = granted(request, code, day, pk, Action.PAY_SUPPORT)
    wrong = get_object_or_404(Entry, grant=grant, pk=entry)
    form = ActForm(request.POST or None, names=["day", "document", "reason"], initial={"day": first_day(on)})
    about = [*about_of(one), (_("Entry"), f"{wrong.get_kind_display()}, {wrong.document}, {wrong.day:%d/%m/%Y}")]
    words: dict[str, Any] = {"heading": _("Reverse this entry?"), "button": _("Reverse the entry"), "is_danger": True}
    words |= {"said": _("It is booked."), "lead": _("An entry the other way is added; both stay in the ledger.")}
    given, back = {"grant": grant.pk, "entry": entry}, at("application", code, day, pk)
    return act(request, form, reverse_entry, back=back, given=given, about=about, **words)


def stamps(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one, grant, _on = granted(request, code, day, pk, Action.ISSUE_STAMPS)
    left, back = stamps_left(grant), at("application", code, day, pk)
    if not left:
        messages.warning(request, str(NoStampsLeft(left=left)))
        return redirect(back)
    form = ActForm(request.POST or None, names=["size"], initial={"size": left})
    words: dict[str, Any] = {"heading": _("Mint the granted stamps"), "said": _("The stamps are minted and allotted.")}
    words["lead"] = _("They are allotted to the producer at once. At most %(left)s are left under this grant.") % {
        "left": number_text(left)
    }
    return act(request, form, mint_granted_stamps, back=back, given={"pk": grant.pk}, about=about_of(one), **words)
