"""Writes: a title is confirmed after a merge, put under review, kept, or revoked; each act is an event with its day."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, today
from openntm.office.log import record as log
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of
from openntm.recognition.access.titles import DECIDED_ABOVE, may_record, records_visible_to, signs_for_province
from openntm.recognition.models import Decision, TitleEvent, TitleRecord
from openntm.recognition.phrases import TITLES, say
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.register import NumberTaken, issuer_of, write_decision

Kind = TitleEvent.Kind
FIELDS = ("title", "from_day", "to_day")


class DayRefused(Refused):
    sentence = _("The day must lie after the title began and after the step before, and not in the future.")


class TitleEnded(Refused):
    sentence = _("The title is no longer held: nothing more can be done about it.")


class NotByRule(Refused):
    """Only a title that a merge carried over by rule, and that no decision confirms yet, is confirmed."""

    sentence = _("This title needs no confirmation: a decision stands behind it already.")


class UnderReview(Refused):
    sentence = _("The title is under review already.")


class NoReview(Refused):
    sentence = _("No review is open. A title is revoked only after one was opened.")


class DecidedAbove(Refused):
    sentence = _("Titles of districts are given and taken by the Prime Minister.")


class ReasonMissing(Refused):
    sentence = _("Say why.")


@transaction.atomic
def open_review(*, by: Person, record: int, day: date, reason: str) -> TitleEvent:
    held = for_record(by, record)
    refuse_day(held, day)
    refuse_silence(reason)
    if review_of(held) is not None:
        raise UnderReview
    tell(by, "title.review", held, Action.RECORD_DECISIONS, reason, after={"day": day})
    return happened(by, held, Kind.REVIEW_OPENED, day, reason)


@transaction.atomic
def close_review(*, by: Person, record: int, day: date, reason: str) -> TitleEvent:
    """The conditions for revocation are not met: the title is kept."""
    held = for_record(by, record)
    opened = open_review_of(held)
    refuse_day(held, day, after=opened.day)
    refuse_silence(reason)
    tell(by, "title.keep", held, Action.RECORD_DECISIONS, reason, after={"day": day})
    return happened(by, held, Kind.REVIEW_CLOSED, day, reason)


@transaction.atomic
def revoke_title(*, by: Person, record: int, number: str, day: date, signer: str, reason: str) -> TitleEvent:
    """By a decision of the province's chair, after a review; the dossier that once led to the title stays as it is."""
    held = visible(by, record)
    if held.title in DECIDED_ABOVE:
        raise DecidedAbove
    if not signs_for_province(by, held.place):
        raise PermissionDenied
    opened = open_review_of(held)
    refuse_day(held, day, after=max(opened.day, held.from_day + timedelta(days=1)))
    refuse_silence(reason)
    decision = write_revocation(by, held, number=number, day=day, signer=signer, reason=reason)
    held.to_day = day
    held.save(update_fields=["to_day"])
    after = {"to_day": day, "number": number}
    tell(by, "title.revoke", held, Action.SIGN_DECISIONS, reason, before={"to_day": None}, after=after)
    return happened(by, held, Kind.REVOKED, day, reason, decision)


@transaction.atomic
def confirm_title(
    *, by: Person, record: int, number: str, issued: date, signer: str, source_title: str, source_url: str = ""
) -> TitleEvent:
    """The decision that confirms what a rule carried over; one decision may confirm several communes."""
    held = for_record(by, record)
    if not held.is_by_rule_alone:
        raise NotByRule
    refuse_day(held, issued)
    source = {"source_title": source_title, "source_url": source_url}
    held.decision = confirmation(by, held, number=number, issued=issued, signer=signer, **source)
    held.save(update_fields=["decision"])
    tell(by, "title.confirm", held, Action.RECORD_DECISIONS, after={"number": number, "day": issued})
    return happened(by, held, Kind.CONFIRMED, issued, "", held.decision)


def confirmation(by: Person, held: TitleRecord, *, number: str, issued: date, **values: Any) -> Decision:
    above = province_of(held.place, issued)
    issuer = issuer_of(above, issued)
    known = Decision.objects.filter(issuer=issuer, year=issued.year, number=number).first()
    if known is None:
        return write_decision(
            number=number,
            issued=issued,
            issuer=issuer,
            place=above,
            kind=Decision.Kind.CONFIRMATION,
            title_vi=say("confirms")[0],
            title_en=say("confirms")[1],
            illustrative=by.is_demonstration,
            **values,
        )
    if known.kind != Decision.Kind.CONFIRMATION or known.issued != issued:
        raise NumberTaken(issuer=issuer, number=number, year=issued.year)
    return known


def visible(by: Person, pk: int) -> TitleRecord:
    """The record, locked; a strange one does not exist for the person, an ended one takes no act."""
    held = records_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    if held.events.filter(kind__in=TitleEvent.ENDING).exists() or held.to_day is not None:
        raise TitleEnded
    return held


def for_record(by: Person, pk: int) -> TitleRecord:
    held = visible(by, pk)
    if not may_record(by, held.place):
        raise PermissionDenied
    return held


def refuse_day(held: TitleRecord, day: date, after: date | None = None) -> None:
    if not max(held.from_day, after or held.from_day) <= day <= today():
        raise DayRefused


def review_of(held: TitleRecord) -> TitleEvent | None:
    """The opening of the review that is not closed yet."""
    turns = held.events.filter(kind__in=[Kind.REVIEW_OPENED, Kind.REVIEW_CLOSED]).order_by("day", "pk")
    last = turns.last()
    return last if last is not None and last.kind == Kind.REVIEW_OPENED else None


def open_review_of(held: TitleRecord) -> TitleEvent:
    opened = review_of(held)
    if opened is None:
        raise NoReview
    return opened


def happened(
    by: Person, held: TitleRecord, kind: TitleEvent.Kind, day: date, reason: str, decision: Decision | None = None
) -> TitleEvent:
    """What was said is kept as it was said; both languages show it."""
    if held.events.filter(kind=kind, day=day).exists():
        raise DayRefused
    said = {"why_vi": reason, "why_en": reason, "decision": decision, "by": by, "at": timezone.now()}
    return TitleEvent.objects.create(record=held, kind=kind, day=day, **said)


def tell(
    by: Person,
    verb: str,
    held: TitleRecord,
    action: Action,
    reason: str = "",
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    behalf = acting_for(by, action, held.place, today())
    after = {**after, "title": held.title}
    log(by, verb, held, before=before, after=after, place=held.place, reason=reason, on_behalf_of=behalf)


def refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def province_of(place: Place, on: date) -> Place:
    """The province that stands above on the day: its chair decides on communes."""
    return superiors_of(nearest_version(place, on), on)[0].place


def write_revocation(by: Person, held: TitleRecord, *, number: str, day: date, signer: str, reason: str) -> Decision:
    province = province_of(held.place, day)
    unit = nearest_version(held.place, day)
    title_vi, title_en = say("revokes", title=TITLES[held.title], name=unit.full_name)
    return write_decision(
        number=number,
        issued=day,
        issuer=issuer_of(province, day),
        place=province,
        signer=signer or by.display_name,
        kind=Decision.Kind.REVOCATION,
        title_vi=title_vi,
        title_en=title_en,
        note=reason,
        verified=not by.is_demonstration,
        illustrative=by.is_demonstration,
        signed_by=by,
        on_behalf_of=acting_for(by, Action.SIGN_DECISIONS, held.place, today()),
    )
