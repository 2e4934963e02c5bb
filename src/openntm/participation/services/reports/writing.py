"""What every act on a report shares: the row under lock, its history, its line in the log."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from openntm.office.access import acting_for
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.working_days import add_working_days
from openntm.participation.access.reports import HANDLES, reports_visible_to
from openntm.participation.models import Report, ReportEvent
from openntm.participation.report_rules import rules
from openntm.participation.services.reports.refusals import AlreadyHandled

LOGGED = ["state", "body", "due", "shows_photo", "is_hidden"]  # nothing that a resident wrote
Event = ReportEvent.Kind
HIDDEN: Mapping[str, Any] = {"public_text": "", "public_where": "", "shows_photo": False, "is_hidden": True}


def held(by: Person, pk: int, states: Collection[str]) -> Report:
    """The report that a handler named, in one of the states from which the act is allowed."""
    report = reports_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    if report.state not in states:
        raise AlreadyHandled
    return report


def sent(pk: int) -> Report:
    """The report of a token or of a public page."""
    found = Report.objects.exclude(state=Report.State.DRAFT).select_for_update(of=("self",))
    return found.select_related("place").get(pk=pk)


def changed(
    report: Report,
    verb: str,
    by: Person | None,
    *,
    reason: str = "",
    more: Mapping[str, Any] | None = None,
    **values: Any,
) -> Report:
    """The values are written, and one line in the log."""
    before, today = row(report, LOGGED), timezone.localdate()
    for field, value in values.items():
        setattr(report, field, value)
    report.save(update_fields=list(values))
    behalf = acting_for(by, HANDLES, report.place, today) if by else None
    after = {**row(report, LOGGED), **(more or {})}
    given: dict[str, Any] = {"before": before, "after": after, "place": report.place, "reason": reason}
    record(by, f"resident_report.{verb}", report, on_behalf_of=behalf, **given)
    return report


def note(
    report: Report, kind: str, by: Person | None = None, text: str = "", *, public: bool = True, **given: Any
) -> ReportEvent:
    now = timezone.now()
    return ReportEvent.objects.create(report=report, kind=kind, by=by, text=text, at=now, is_public=public, **given)


def answer_due(report: Report, on: date) -> date:
    return add_working_days(on, rules().kinds[report.kind].days)


def due_in(what: str, on: date) -> date:
    """A deadline of the data in working days."""
    return add_working_days(on, rules().deadlines[what])


def last_day(what: str, since: date) -> date:
    """A deadline of the data in plain days."""
    return since + timedelta(days=rules().deadlines[what])
