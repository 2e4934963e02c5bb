"""What the reporter does with the code, and what anybody affected asks on the public page."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.access import today
from openntm.office.files import keep_for_stranger
from openntm.office.log import record
from openntm.office.strangers import no_address
from openntm.participation.models import Report, ReportRequest
from openntm.participation.report_rules import rules
from openntm.participation.services.reports.refusals import (
    AlreadyAsked,
    AlreadyHandled,
    NotAnswered,
    NothingSaid,
    NotKeptBack,
    ReasonMissing,
    TooLateToReopen,
)
from openntm.participation.services.reports.telling import tell_of_request
from openntm.participation.services.reports.writing import HIDDEN, Event, changed, due_in, last_day, note, sent
from openntm.participation.suspicion import is_suspect
from openntm.places.vietnamese import clean

Asked = ReportRequest.Kind


@transaction.atomic
def add_to_report(*, pk: int, text: str = "", photo: UploadedFile | None = None, trapped: bool = False) -> Report:
    """By who holds the code; those who handle the report read it, nobody else. What looks like spam is kept too."""
    report = sent(pk)
    if report.state == Report.State.CLOSED:
        raise AlreadyHandled
    if not clean(text) and photo is None:
        raise NothingSaid
    with no_address():
        kept = keep_for_stranger(photo) if photo else None
        suspect = is_suspect(clean(text), rules(), trapped=trapped)
        note(report, Event.ADDED, None, clean(text), public=False, photo=kept, is_suspect=suspect)
        record(None, "resident_report.add", report, place=report.place)
    if not suspect:
        tell_of_request(report, today())
    return report


@transaction.atomic
def hide_persons(*, pk: int) -> Report:
    """At once and for good: contact, name and position go, and nothing is shown until an officer masked it anew."""
    report = sent(pk)
    with no_address():
        note(report, Event.HIDDEN)
        gone: dict[str, Any] = {"contact": "", "speaker": "", "latitude": None, "longitude": None}
        return changed(report, "hide", None, **gone, **HIDDEN)


@transaction.atomic
def ask_about_report(
    *, pk: int, kind: str, reason: str, by_reporter: bool = False, trapped: bool = False
) -> ReportRequest:
    """To reopen it, that it shows what it should not, or, by who holds the code, that it was kept back wrongly."""
    report, on = sent(pk), today()
    refuse_request(report, Asked(kind), on)
    if not clean(reason):
        raise ReasonMissing
    suspect = is_suspect(clean(reason), rules(), trapped=trapped)
    if report.requests.filter(kind=kind, decided_at__isnull=True, is_suspect=suspect).exists():
        raise AlreadyAsked
    with no_address():
        given = {"kind": kind, "reason": clean(reason), "by_reporter": by_reporter, "due": due_in("request", on)}
        asked = ReportRequest.objects.create(report=report, at=timezone.now(), is_suspect=suspect, **given)
        record(None, "resident_report.ask", report, after={"request": kind}, place=report.place)
    if not suspect:
        tell_of_request(report, on)
    return asked


def refuse_request(report: Report, kind: Asked, on: date) -> None:
    """Whether such a request may be made of the report now."""
    if kind == Asked.APPEAL and not (report.state == Report.State.KEPT_BACK or report.is_suspect):
        raise NotKeptBack
    if kind == Asked.OBJECT and not report.is_public:
        raise Report.DoesNotExist
    if kind != Asked.REOPEN:
        return
    if report.state not in Report.DONE or report.answered_on is None:
        raise NotAnswered
    if on > last_day("reopen", report.answered_on):
        raise TooLateToReopen
