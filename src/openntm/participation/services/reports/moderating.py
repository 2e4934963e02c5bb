"""What the office does with a report: publish, mask, keep back, pass on, answer, close, decide requests."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from openntm.office.access import today
from openntm.office.models import Person
from openntm.participation.models import Report, ReportEvent, ReportRequest
from openntm.participation.services.reports.pictures import drop_files
from openntm.participation.services.reports.refusals import (
    AlreadyHandled,
    AnswerMissing,
    BodyMissing,
    NothingShown,
    ReasonMissing,
)
from openntm.participation.services.reports.writing import HIDDEN, Event, answer_due, changed, due_in, held, note
from openntm.places.vietnamese import clean

State = Report.State


@transaction.atomic
def publish_report(
    *, by: Person, pk: int, public_text: str, public_where: str = "", shows_photo: bool = False, body: str = ""
) -> Report:
    """The words that everybody may read; with a body in charge it is passed on at once."""
    report = held(by, pk, {State.RECEIVED, State.KEPT_BACK})
    shown = shown_of(report, public_text, public_where, shows_photo)
    note(report, Event.PUBLISHED, by)
    values: dict[str, Any] = {
        "state": State.PUBLISHED,
        "due": answer_due(report, today()),
        "is_suspect": False,
        **shown,
    }
    changed(report, "publish", by, **values)
    return pass_on_report(by=by, pk=pk, body=body) if clean(body) else report


@transaction.atomic
def mask_report(*, by: Person, pk: int, public_text: str, public_where: str = "", shows_photo: bool = False) -> Report:
    """What is shown is changed; what was sent stays for those who handle it."""
    report = held(by, pk, Report.PUBLIC)
    shown = shown_of(report, public_text, public_where, shows_photo)
    note(report, Event.MASKED, by)
    return changed(report, "mask", by, **shown)


def shown_of(report: Report, text: str, where: str, shows_photo: bool) -> dict[str, Any]:
    shows_photo = shows_photo and report.photo is not None
    if not clean(text) and not shows_photo:
        raise NothingShown
    return {
        "public_text": clean(text),
        "public_where": clean(where),
        "shows_photo": shows_photo,
        "is_hidden": False,
    }


@transaction.atomic
def keep_back_report(*, by: Person, pk: int, reason: str) -> Report:
    """The reporter reads the reason on the page of their code and may appeal."""
    report = held(by, pk, {State.RECEIVED})
    if not clean(reason):
        raise ReasonMissing
    note(report, Event.KEPT_BACK, by, clean(reason), public=False)
    return changed(report, "keep_back", by, reason=clean(reason), state=State.KEPT_BACK, due=None)


@transaction.atomic
def pass_on_report(*, by: Person, pk: int, body: str) -> Report:
    report = held(by, pk, Report.OPEN)
    if not clean(body):
        raise BodyMissing
    note(report, Event.PASSED_ON, by, clean(body))
    return changed(report, "pass_on", by, state=State.IN_CHARGE, body=clean(body))


@transaction.atomic
def answer_report(*, by: Person, pk: int, answer: str) -> Report:
    report = held(by, pk, Report.OPEN)
    if not clean(answer):
        raise AnswerMissing
    note(report, Event.ANSWERED, by, clean(answer))
    return changed(report, "answer", by, state=State.ANSWERED, answered_on=today(), due=None)


@transaction.atomic
def close_report(*, by: Person, pk: int) -> Report:
    return closed(held(by, pk, {State.ANSWERED}), by)


def closed(report: Report, by: Person | None) -> Report:
    """How to reach who reported is forgotten with it."""
    note(report, Event.CLOSED, by)
    return changed(report, "close", by, state=State.CLOSED, contact="")


@transaction.atomic
def settle_addition(*, by: Person, pk: int, event: int, is_spam: bool) -> ReportEvent:
    """What looked like spam is taken for what it says, or its words and picture go; that it came stays on record."""
    report = held(by, pk, State)
    added = report.events.select_for_update().get(pk=event)
    if not added.is_suspect:
        raise AlreadyHandled
    added.is_suspect = False
    picture = added.photo_id if is_spam else None
    if is_spam:
        added.text, added.photo = "", None
    added.save(update_fields=["is_suspect", "text", "photo"])
    drop_files([picture] if picture else [])
    changed(report, "settle", by, more={"is_spam": is_spam})
    return added


@transaction.atomic
def decide_request(*, by: Person, pk: int, request: int, is_granted: bool, answer: str) -> ReportRequest:
    """Reopened, hidden or taken up again; or declined, in words that who asked can read."""
    report = held(by, pk, State)
    asked = ReportRequest.objects.select_for_update().get(pk=request, report=report)
    if asked.decided_at is not None:
        raise AlreadyHandled
    if not clean(answer):
        raise AnswerMissing
    asked.is_granted, asked.answer, asked.decided_by = is_granted, clean(answer), by
    asked.decided_at = timezone.now()
    asked.save(update_fields=["is_granted", "answer", "decided_by", "decided_at"])
    values = granted(report, asked) if is_granted else {}
    is_reopened = values.get("state") == State.REOPENED
    kind = Event.REOPENED if is_reopened else Event.GRANTED if is_granted else Event.DECLINED
    is_public = is_granted or not asked.is_suspect  # what is said to a sender of spam is nobody else's matter
    note(report, kind, by, f"{asked.get_kind_display()}: {asked.answer}", public=is_public)
    changed(report, "decide", by, reason=asked.answer, **values)
    return asked


def granted(report: Report, asked: ReportRequest) -> dict[str, Any]:
    if asked.kind == ReportRequest.Kind.OBJECT:
        return dict(HIDDEN)
    if asked.kind == ReportRequest.Kind.REOPEN:
        return {"state": State.REOPENED, "due": answer_due(report, today())}
    return {"state": State.RECEIVED, "is_suspect": False, "due": due_in("moderate", today())}
