"""Reports on a period: begun from a frozen assessment, written, issued; locked numbers never move."""

from datetime import date
from unicodedata import normalize

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from openntm.assessment.access import assessments_visible_to
from openntm.assessment.models import Assessment
from openntm.assessment.snapshot import canonical, checksum
from openntm.codes.services import print_out_code
from openntm.office.access import acting_for, may, today
from openntm.office.log import record
from openntm.office.models import Person, PrintOut
from openntm.office.roles import Action
from openntm.office.services.print_outs import print_document
from openntm.places.models import Place
from openntm.recognition.access.reports import reports_visible_to
from openntm.recognition.documents.head import Head, committee
from openntm.recognition.documents.progress_report import progress_report
from openntm.recognition.models import ProgressReport, ReportSection
from openntm.recognition.queries.bodies import unit_of
from openntm.recognition.queries.reports import parts_of
from openntm.recognition.reporting import form, tables_of


class MayNotReport(Exception):
    """Only an office writes the reports of its place."""


class AssessmentOfAnotherPeriod(Exception):
    """The frozen assessment speaks of a day outside the period, or of another place."""


class ReportIssued(Exception):
    """An issued report is not written on; a correction is a new report."""


class SectionUnknown(Exception):
    """The form has no such heading."""


@transaction.atomic
def begin_report(*, by: Person, place: Place, period: str, begins: date, ends: date, assessment: int) -> ProgressReport:
    """Its tables are reckoned now, of the last day, and locked; the narrative of the report before is taken along."""
    if not may(by, Action.RECORD_DECISIONS, place, today()):
        raise MayNotReport
    frozen: Assessment = assessments_visible_to(by).get(pk=assessment)
    if frozen.place_id != place.pk or not begins <= frozen.on <= ends:
        raise AssessmentOfAnotherPeriod
    content = canonical(tables_of(place, begins, ends, frozen))
    last = ProgressReport.objects.filter(place=place, ends__lt=ends).first()
    report = ProgressReport.objects.create(
        place=place,
        period=normalize("NFC", period.strip()),
        begins=begins,
        ends=ends,
        assessment=frozen,
        tables=content.decode(),
        sha256=checksum(content),
        illustrative=frozen.illustrative,
        begun_by=by,
        begun_at=timezone.now(),
    )
    texts = dict(last.sections.values_list("key", "text")) if last else {}
    for section in form()["sections"]:
        ReportSection.objects.create(report=report, key=section["key"], text=texts.get(section["key"], ""))
    after = {"period": report.period, "assessment": frozen.pk, "sha256": report.sha256}
    record(by, "report.begin", report, after=after, place=place, on_behalf_of=lent(by, place))
    return report


@transaction.atomic
def write_section(*, by: Person, pk: int, key: str, text: str) -> ReportSection:
    report = draft(by, pk)
    section = report.sections.select_for_update().filter(key=key).first()
    if section is None:
        raise SectionUnknown
    before, section.text = section.text, normalize("NFC", text.strip())
    if before != section.text:
        section.save(update_fields=["text"])
        old, new = ({"section": key, "letters": len(text)} for text in (before, section.text))
        behalf = lent(by, report.place)
        record(by, "report.write", report, before=old, after=new, place=report.place, on_behalf_of=behalf)
    return section


@transaction.atomic
def issue_report(*, by: Person, pk: int, number: str, day: date) -> ProgressReport:
    report = draft(by, pk)
    report.state, report.number, report.issued = ProgressReport.State.ISSUED, normalize("NFC", number.strip()), day
    report.print_out = printed(by, report, lent(by, report.place))
    report.save(update_fields=["state", "number", "issued", "print_out"])
    after = {"state": report.state, "number": report.number, "day": day}
    before = {"state": ProgressReport.State.DRAFT}
    record(
        by, "report.issue", report, before=before, after=after, place=report.place, on_behalf_of=lent(by, report.place)
    )
    return report


def printed(by: Person, report: ProgressReport, on_behalf_of: Person | None) -> PrintOut:
    """Vietnamese, as every official document is."""
    unit = unit_of(report.place, report.ends)
    head = Head(committee(unit), report.issued, report.number, illustrative=report.illustrative)
    with override("vi"):
        document = progress_report(head, report.period, unit.name, parts_of(report, "vi"), report.sha256)
    return print_document(
        by=by,
        document=document,
        kind="recognition.progress_report",
        key=f"report:{report.pk}",
        place=report.place,
        code=print_out_code,
        illustrative=report.illustrative,
        on_behalf_of=on_behalf_of,
    )


def draft(by: Person, pk: int) -> ProgressReport:
    report = reports_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    if not may(by, Action.RECORD_DECISIONS, report.place, today()):
        raise MayNotReport
    if report.state == ProgressReport.State.ISSUED:
        raise ReportIssued
    return report


def lent(by: Person, place: Place) -> Person | None:
    return acting_for(by, Action.RECORD_DECISIONS, place, today())
