"""The inbox of reports and the queue of copy alerts, for those who may answer them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from openntm.office.access import reach, requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import done, spot
from openntm.office.exports import download
from openntm.office.files import public_copy
from openntm.office.files.serve import copy_attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.refused import Refused
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.produce.models import CopyAlert, StampReport
from openntm.produce.stamps import alerts as services
from openntm.produce.stamps import reports
from openntm.produce.stamps.access import alerts_visible_to, reports_visible_to
from openntm.produce.stamps.forms import AlertFilterForm, AlertForm, CloseForm, ReportFilterForm
from openntm.produce.stamps.queries import (
    AlertLine,
    alert_lines,
    alerts_found,
    report_lines,
    reports_found,
    scans_by_day,
)

HANDLES = Action.HANDLE_STAMP_REPORTS
REPORT_HEADS = [("at", gettext_lazy("Received")), ("kind", gettext_lazy("Kind")), ("state", gettext_lazy("State"))]


def filled(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data) if form.is_valid() else {}


@require_safe
@requires(HANDLES)
def stamp_reports(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = ReportFilterForm(request.GET or None)
    places = covered([unit.place], max(on, today()))
    seen = reports_visible_to(request.user, today()).filter(at__date__lte=on)
    found = reports_found(seen, places, filled(form))
    sort, descending = request.GET.get("sort", "at"), request.GET.get("order", "desc") == "desc"
    if sort in dict(REPORT_HEADS):
        found = found.order_by(f"{'-' if descending else ''}{sort}", "-pk")
    if ending := file_asked(request):
        return reports_as_file(ending, found, unit, on)
    page = page_of(request, found)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page}
    context |= {"lines": report_lines(page, on), "query": query_without(request, "page", "format")}
    context["heads"] = list(heads(request, REPORT_HEADS, sort, descending=descending))
    all_here = reports_found(seen, places, {})
    context["counts"] = {state: all_here.filter(state=state).count() for state in ("new", "open")}
    return render(request, "produce/stamps/reports.html", context)


def reports_as_file(ending: str, found: Any, unit: PlaceVersion, on: date) -> HttpResponse:
    """Without how to reach who reported."""
    headings = [_("Received"), _("Code of the stamp"), _("Lot"), _("Kind"), _("Place"), _("What was seen"), _("Where")]
    headings += [_("State"), _("What you found")]
    rows = [
        [
            timezone.localtime(line.report.at).strftime("%Y-%m-%d %H:%M"),
            line.report.token,
            str(line.report.lot or ""),
            str(line.kind),
            line.place,
            line.report.text,
            line.report.seen_at,
            str(line.report.get_state_display()),
            line.report.answer,
        ]
        for line in report_lines(found, on)
    ]
    said = {"place": unit.full_name, "day": on.strftime("%d/%m/%Y")}
    return download(
        ending, "stamp-reports", headings, rows, _("OpenNTM, reports on stamps of %(place)s, %(day)s") % said
    )


def report_here(request: HttpRequest, pk: int) -> StampReport:
    seen = reports_visible_to(request.user, today()).select_related("lot__product__producer", "photo", "handled_by")
    return get_object_or_404(seen, pk=pk)


@requires(HANDLES)
def stamp_report(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """One report, what is known of its code, and the answer that closes it."""
    unit, on = spot(request, code, day)
    report = report_here(request, pk)
    is_open = report.state != StampReport.State.CLOSED
    form = CloseForm(request.POST or None) if is_open else None
    if form and form.is_valid() and done(form, reports.close_report, by=signed_in(request), pk=pk, **form.cleaned_data):
        messages.success(request, _("The report is closed."))
        return redirect("produce:stamp_report_detail", code, day, pk)
    context: dict[str, Any] = {
        "unit": unit,
        "on": on,
        "report": report,
        "form": form,
        "line": report_lines([report], on)[0],
    }
    if report.run is not None and report.index is not None:
        context["days"] = scans_by_day(report.run, report.index)
        context["others"] = reports_visible_to(request.user, today()).filter(run=report.run, index=report.index)
        context["others"] = context["others"].exclude(pk=pk).count()
    return render(request, "produce/stamps/report_detail.html", context, status=422 if form and form.errors else 200)


@require_POST
@requires(HANDLES)
def stamp_report_take_up(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    report = report_here(request, pk)
    try:
        reports.take_up_report(by=signed_in(request), pk=report.pk)
        messages.success(request, _("The report is yours to look into."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("produce:stamp_report_detail", code, day, pk)


@require_safe
@requires(HANDLES)
def stamp_report_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    report = report_here(request, pk)
    copy = public_copy(report.photo) if report.photo else None
    if copy is None:
        raise Http404
    return copy_attachment(copy, f"report-{pk}")


def issued_by(request: HttpRequest) -> frozenset[int]:
    return reach(request.user, today(), Action.ISSUE_STAMPS)


@require_safe
@requires(HANDLES)
def copy_alerts(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    form = AlertFilterForm(request.GET or None)
    seen = alerts_visible_to(request.user, today()).select_related("run", "lot__product")
    places = covered([unit.place], max(on, today()))
    found = alerts_found(seen, places, **{"which": "", **filled(form)}, on=on)
    if ending := file_asked(request):
        return alerts_as_file(ending, alert_lines(list(found), on, ()), unit, on)
    page = page_of(request, found)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page}
    context |= {
        "lines": alert_lines(list(page), on, issued_by(request)),
        "query": query_without(request, "page", "format"),
    }
    context["waiting"] = alerts_found(seen, places, "new", on).count()
    return render(request, "produce/stamps/alerts.html", context)


def alerts_as_file(ending: str, lines: list[AlertLine], unit: PlaceVersion, on: date) -> HttpResponse:
    headings = [
        _("Day"),
        _("Run"),
        _("Code of the stamp"),
        _("Lot"),
        _("Place"),
        _("Rule"),
        _("Figures"),
        _("Scans in all"),
    ]
    headings += [_("State"), _("Reason")]
    rows = [
        [
            line.alert.day,
            line.alert.run.number,
            line.token,
            str(line.alert.lot or ""),
            line.place,
            line.title,
            line.figures,
            line.scans,
            str(line.alert.get_state_display()),
            line.alert.reason,
        ]
        for line in lines
    ]
    said = {"place": unit.full_name, "day": on.strftime("%d/%m/%Y")}
    return download(ending, "copy-alerts", headings, rows, _("OpenNTM, copy alerts of %(place)s, %(day)s") % said)


@requires(HANDLES)
def copy_alert(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """One alert with the scans of its code, and what the office finds."""
    unit, on = spot(request, code, day)
    seen = alerts_visible_to(request.user, today()).select_related("run", "lot__product__producer", "handled_by")
    alert = get_object_or_404(seen, pk=pk)
    others = services.alike_to(alert, signed_in(request)).count()
    form = AlertForm(request.POST or None, others=others) if alert.state == CopyAlert.State.NEW else None
    if (
        form
        and form.is_valid()
        and done(form, services.handle_alert, by=signed_in(request), pk=pk, **form.cleaned_data)
    ):
        messages.success(request, _("What you found is recorded."))
        return redirect("produce:copy_alerts", code, day)
    context: dict[str, Any] = {"unit": unit, "on": on, "alert": alert, "form": form}
    context |= {
        "line": alert_lines([alert], on, issued_by(request))[0],
        "days": scans_by_day(alert.run.number, alert.index),
    }
    return render(request, "produce/stamps/alert.html", context, status=422 if form and form.errors else 200)
