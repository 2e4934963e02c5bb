"""Acts on a title: confirmed after a merge, put under review, kept, revoked; each on a page that restates it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, signed_in
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.queries import place_at
from openntm.recognition.access.titles import DECIDED_ABOVE, may_record, records_visible_to, signs_for_province
from openntm.recognition.forms.titles import ConfirmForm, ReviewForm, RevokeForm
from openntm.recognition.models import TitleEvent, TitleRecord
from openntm.recognition.queries.shown import Entry
from openntm.recognition.services import titles as services
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.register import NumberMisread, NumberTaken
from openntm.recognition.views.asked import first_day

# Where on the form a refusal stands; elsewhere above it.
FIELDS: Mapping[type[Refused], str] = {NumberTaken: "number", NumberMisread: "number", services.ReasonMissing: "reason"}


@dataclass(frozen=True)
class Offered:
    """An act that the person may do, with the address of its page."""

    url: str
    label: str
    is_grave: bool = False


def acts_for(person: Person | AnonymousUser, unit: PlaceVersion, on: date, entries: Iterable[Entry]) -> list[Offered]:
    """Only for a unit's own titles that are held; on the page of a district, for the district's."""
    held = [one for one in entries if one.record.place_id == unit.place_id and one.record.to_day is None]
    if not isinstance(person, Person) or not held:
        return []
    records, signs = may_record(person, unit.place), signs_for_province(person, unit.place)
    return [act for entry in held for act in _offered(entry, unit, on, records=records, signs=signs)]


def _offered(entry: Entry, unit: PlaceVersion, on: date, *, records: bool, signs: bool) -> Iterable[Offered]:
    record, review = entry.record, services.review_of(entry.record) is not None
    name = {"title": record.get_title_display()}

    def at(act: str) -> str:
        return reverse(f"recognition:title_{act}", args=[unit.code, on.isoformat(), record.pk])

    if records and record.is_by_rule_alone:
        yield Offered(at("confirm"), _("Record the confirming decision: %(title)s") % name)
    if records and not review:
        yield Offered(at("review"), _("Put under review: %(title)s") % name)
    if records and review:
        yield Offered(at("keep"), _("Close the review and keep: %(title)s") % name)
    if signs and review and record.title not in DECIDED_ABOVE:
        yield Offered(at("revoke"), _("Revoke: %(title)s") % name, is_grave=True)


@requires(Action.RECORD_DECISIONS)
def title_confirm(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    return act(request, code, day, pk, form, "confirm", services.confirm_title)


@requires(Action.RECORD_DECISIONS)
def title_review(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    form = ReviewForm(request.POST or None, initial={"day": first_day(date.fromisoformat(day))})
    return act(request, code, day, pk, form, "review", services.open_review)


@requires(Action.RECORD_DECISIONS)
def title_keep(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    form = ReviewForm(request.POST or None, initial={"day": first_day(date.fromisoformat(day))})
    return act(request, code, day, pk, form, "keep", services.close_review)


@requires(Action.SIGN_DECISIONS)
def title_revoke(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    if not signs_for_province(signed_in(request), place_at(code, date.fromisoformat(day)).place):
        raise PermissionDenied
    form = RevokeForm(request.POST or None, initial={"day": first_day(date.fromisoformat(day))})
    return act(request, code, day, pk, form, "revoke", services.revoke_title)


def act(request: HttpRequest, code: str, day: str, pk: int, form: forms.Form, name: str, service: Any) -> HttpResponse:
    """The record is restated; a refusal of the service stands on the form."""
    unit = place_at(code, date.fromisoformat(day))
    record = get_object_or_404(records_visible_to(signed_in(request)), pk=pk, place=unit.place)
    if form.is_valid() and done(form, service, by=signed_in(request), record=pk):
        messages.success(request, DONE[name])
        return redirect("recognition:titles", code, day)
    return render(request, "recognition/title_act.html", {"form": form, "act": name} | told(unit, day, record))


DONE: Mapping[str, Any] = {
    "confirm": gettext_lazy("The confirming decision is recorded."),
    "review": gettext_lazy("The title is under review; it is still held."),
    "keep": gettext_lazy("The review is closed; the title is kept."),
    "revoke": gettext_lazy("The title is revoked."),
}


def done(form: forms.Form, service: Any, **whose: Any) -> bool:
    try:
        service(**whose, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(FIELDS.get(type(refusal)), str(refusal))
        return False
    return True


def told(unit: PlaceVersion, day: str, record: TitleRecord) -> dict[str, Any]:
    """What the page restates: whose title, since when, by what, and the open review."""
    events: Iterable[TitleEvent] = record.events.select_related("decision").order_by("day", "pk")
    return {"unit": unit, "day_iso": day, "record": record, "events": events, "review": services.review_of(record)}
