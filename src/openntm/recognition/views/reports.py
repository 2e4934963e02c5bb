"""Reports on a period: the list, the beginning of one, its writing, its issue and its files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.assessment.access import assessments_visible_to
from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.exports import SYSTEM, WRITERS, Sheet, as_book
from openntm.office.listing import page_of
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.recognition.access.reports import reports_visible_to
from openntm.recognition.forms.reports import IssueForm, ReportForm
from openntm.recognition.models import ProgressReport
from openntm.recognition.queries.reports import parts_of
from openntm.recognition.services import reports as services


def language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@requires(Action.READ_FIGURES)
def reports(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    page = page_of(request, reports_visible_to(request.user).filter(place=place.place))
    may_write = may(request.user, Action.RECORD_DECISIONS, place.place, today())
    return render(request, "recognition/reports.html", {"place": place, "on": on, "page": page, "may_write": may_write})


@requires(Action.RECORD_DECISIONS)
def report_begin(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    frozen = list(assessments_visible_to(request.user).filter(place=place.place).defer("content")[:50])
    first = {"begins": on.replace(month=1, day=1), "ends": on}
    form = ReportForm(request.POST or None, frozen=frozen, language=language(), today=today(), initial=first)
    if form.is_valid():
        try:
            made = services.begin_report(by=signed_in(request), place=place.place, **form.cleaned_data)
            return redirect("recognition:report", code, day, made.pk)
        except services.AssessmentOfAnotherPeriod:
            form.add_error("assessment", _("This assessment speaks of a day outside the period."))
    return render(request, "recognition/report_begin.html", {"place": place, "on": on, "form": form, "frozen": frozen})


@requires(Action.READ_FIGURES)
def report(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Read, and while it is a draft written: every heading is one field, saved together."""
    place, on = spot(request, code, day)
    found = report_of(request, place, pk)
    may_write = may(request.user, Action.RECORD_DECISIONS, place.place, today())
    may_write = may_write and found.state == ProgressReport.State.DRAFT
    parts = parts_of(found, language())
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        for part in parts:
            services.write_section(
                by=signed_in(request), pk=pk, key=part.key, text=request.POST.get(part.key, part.text)
            )
        messages.success(request, _("The text is saved."))
        return redirect("recognition:report", code, day, pk)
    if request.GET.get("format") == "xlsx":
        return as_workbook(place, found)
    context = {"place": place, "on": on, "report": found, "parts": parts, "may_write": may_write}
    return render(request, "recognition/report.html", context | {"illustrative": found.illustrative})


def report_of(request: HttpRequest, place: PlaceVersion, pk: int) -> ProgressReport:
    visible = reports_visible_to(request.user).select_related("assessment", "begun_by", "print_out")
    return get_object_or_404(visible, pk=pk, place=place.place)


def as_workbook(place: PlaceVersion, found: ProgressReport) -> HttpResponse:
    """A sheet for the text and one for each table, each with its origin."""
    title = _("Report on %(period)s, %(place)s") % {"period": found.period, "place": place.full_name}
    parts = parts_of(found, language())
    text = [(part.number, part.title, part.text) for part in parts]
    sheets = {_("Report"): Sheet(["", _("Heading"), _("Text")], text, above=title, below=origin_of(found))}
    for table in (table for part in parts for table in part.tables):
        sheets[table.title] = Sheet([head for head, _number in table.heads], table.rows, below=origin_of(found))
    name = f"report-{place.code}-{found.ends.isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_book(sheets, title), content_type=WRITERS["xlsx"][1], headers=headers)


def origin_of(found: ProgressReport) -> list[tuple[str, str]]:
    locked = _("as of %(day)s; numbers locked (sha256 %(sha)s)") % {
        "day": found.ends.strftime("%d/%m/%Y"),
        "sha": found.sha256[:16],
    }
    notes = [_("Illustrative figures: made for the demonstration, never real")] if found.illustrative else []
    return [(SYSTEM, locked), *((_("Note"), one) for one in notes)]


@requires(Action.RECORD_DECISIONS)
def report_issue(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    place, on = spot(request, code, day)
    found = report_of(request, place, pk)
    form = IssueForm(request.POST or None, ends=found.ends, today=today(), initial={"day": today()})
    if form.is_valid():
        try:
            services.issue_report(by=signed_in(request), pk=pk, **form.cleaned_data)
            messages.success(request, _("The report is issued."))
            return redirect("recognition:report", code, day, pk)
        except services.ReportIssued:
            form.add_error(None, _("The report was issued before."))
    empty = [part for part in parts_of(found, language()) if not part.text]
    context = {"place": place, "on": on, "report": found, "form": form, "empty": empty}
    return render(request, "recognition/report_issue.html", context)
