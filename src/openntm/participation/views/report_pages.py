"""What everybody reads of residents' reports: the list of a place, one report, and what may be asked about it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.files import public_copy
from openntm.office.files.serve import copy_attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.refused import Refused
from openntm.participation.access.reports import may_handle, public_reports
from openntm.participation.forms.reports import AskAboutForm, FilterForm
from openntm.participation.models import Report
from openntm.participation.queries.reports import kind_name, lines, reports_found, with_voices
from openntm.participation.services.reports import asking, receiving
from openntm.participation.strangers import ACTS, TOO_MUCH, mark, shown, wait
from openntm.participation.views.report_public import may_reopen
from openntm.places.models import PlaceVersion

HEADS = [("at", gettext_lazy("Received")), ("kind", gettext_lazy("Kind")), ("state", gettext_lazy("State"))]
SORTS = {"at", "kind", "state"}


@require_safe
def voices(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """What was published of the place up to the day, with its state of now."""
    unit, on = spot(request, code, day)
    form = FilterForm(request.GET or None)
    places, seen = covered([unit.place], max(on, today())), public_reports().filter(at__date__lte=on)
    found = reports_found(seen, places, dict(form.cleaned_data) if form.is_valid() else {})
    sort, descending = request.GET.get("sort", "at"), request.GET.get("order", "desc") == "desc"
    if sort in SORTS:
        found = found.order_by(f"{'-' if descending else ''}{sort}", "-pk")
    if ending := file_asked(request):
        return as_file(ending, found, unit, on)
    page = page_of(request, found)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "page": page, "lines": lines(page, on)}
    context |= {"query": query_without(request, "page", "format"), "open": opened(seen, places)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "participation/voices.html", context)


def opened(seen: Any, places: Any) -> int:
    return int(seen.filter(place__in=places, state__in=Report.OPEN).count())


def as_file(ending: str, found: Any, unit: PlaceVersion, on: date) -> HttpResponse:
    """Published words alone: no person, no position."""
    headings = [_("Number"), _("Received"), _("Kind"), _("Place"), _("What was seen"), _("Where"), _("State")]
    headings += [_("Body in charge"), _("Answer due"), _("Answered on"), _("Seen by others too")]
    rows = [
        [
            str(one.report),
            timezone.localdate(one.report.at),
            one.kind,
            one.place,
            one.report.public_text,
            one.report.public_where,
            str(one.report.get_state_display()),
            one.report.body,
            one.report.due,
            one.report.answered_on,
            one.seen_too,
        ]
        for one in lines(found, on)
    ]
    said = {"place": unit.full_name, "day": on.strftime("%d/%m/%Y")}
    told = _("OpenNTM, published reports of residents of %(place)s, %(day)s") % said
    return download(ending, "residents-reports", headings, rows, told, is_open=True)


def public_report(code: str, day: str, request: HttpRequest, pk: int) -> tuple[PlaceVersion, date, Report]:
    unit, on = spot(request, code, day)
    places = covered([unit.place], max(on, today()))
    found = with_voices(public_reports()).filter(place__in=places).select_related("place", "work", "photo")
    return unit, on, get_object_or_404(found, pk=pk)


@csrf_exempt  # no cookie speaks for who sends: a foreign page could do no more than anybody may
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, report = public_report(code, day, request, pk)
    form = AskAboutForm(request.POST if "reason" in request.POST else None, may_reopen=may_reopen(report))
    context: dict[str, Any] = {"unit": unit, "on": on, "report": report, "form": form, "kind": kind_name(report.kind)}
    late = 0
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        late = wait(ACTS, request)
        if late:
            context["error"] = TOO_MUCH
        elif said := done(request, report, form):
            return redirect(f"{request.path}?{said}=1")
        elif not form.is_bound:
            context["error"] = _("A voice from your network was counted today already.")
    context |= {"events": report.events.filter(is_public=True), "said": [*request.GET]}
    context["is_handler"] = request.user.is_authenticated and may_handle(request.user, report)
    refused = bool(form.errors or context.get("error"))
    return shown(request, "participation/voice.html", context, status=422 if refused else 200, late=late)


def done(request: HttpRequest, report: Report, form: AskAboutForm) -> str:
    """The word for the address; empty where it was refused."""
    try:
        if not form.is_bound:
            receiving.add_voice(pk=report.pk, mark=mark(request))
            return "seen"
        asking.ask_about_report(pk=report.pk, trapped=form.is_trapped, **form.given())
        return "asked"
    except Refused as refused:
        if form.is_bound:
            form.add_error(None, str(refused))
        return ""


@require_safe
def voice_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, report = public_report(code, day, request, pk)
    copy = public_copy(report.photo) if report.photo and report.shows_photo else None
    if copy is None:
        raise Http404
    return copy_attachment(copy, f"report-{pk}")
