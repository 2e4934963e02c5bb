"""How a resident reports without an account, and follows the report by its code: no cookie, no script needed."""

from time import time as seconds
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.codes.drawn import drawn
from openntm.codes.models import Code
from openntm.codes.queries import resolve
from openntm.codes.services.standing import code_of
from openntm.office.access import today
from openntm.office.files import FileRefused
from openntm.office.refused import Refused
from openntm.office.wording import in_language
from openntm.participation.forms.reports import AskForm, MoreForm, ReportForm
from openntm.participation.models import Report, ReportEvent, ReportRequest
from openntm.participation.queries.reports import kind_name, similar_to
from openntm.participation.report_rules import rules
from openntm.participation.services.reports import asking, receiving
from openntm.participation.services.reports.writing import last_day
from openntm.participation.strangers import ACTS, REPORTS, TOO_MUCH, mark, shown, stranger, wait
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, nearest_version, place_at
from openntm.places.queries.lineage import carried
from openntm.works.access import works_visible_to
from openntm.works.models import Work

BEGAN, DRAFT, DAY = "report-began", "report-draft", 86_400


@stranger
def report_new(request: HttpRequest) -> HttpResponse:
    """One form; then, if others reported the like, what they said; then thanks, with the code to come back by."""
    if sealed := request.GET.get("draft", ""):
        return offered(request, sealed)
    work, commune = asked_about(request)
    begun: dict[str, Any] = {"began": signing.dumps(seconds(), salt=BEGAN), "kind": "work" if work else None}
    begun["commune"] = commune.full_name if commune else ""
    fixed = commune if work else None
    form = ReportForm(request.POST or None, request.FILES or None, on=today(), commune=fixed, initial=begun)
    if request.method == "POST" and form.is_valid():
        return taken(request, form, work)
    return new_page(request, form)


def asked_about(request: HttpRequest) -> tuple[Work | None, PlaceVersion | None]:
    """The work or the commune that the link names."""
    pk, code = request.GET.get("work", ""), request.GET.get("place", "")
    works = works_visible_to(request.user).select_related("place")
    if pk.isdecimal() and len(pk) < 10 and (work := works.filter(pk=pk).first()):
        request.work = work  # type: ignore[attr-defined]
        return work, commune_of(work)
    try:
        return None, place_at(code, today())
    except PlaceNotFound:
        return None, None


def commune_of(work: Work) -> PlaceVersion:
    """The commune of today where the work lies; where it was divided, the one of its own days."""
    unit = nearest_version(work.place, today())
    if unit.stands_on(today()):
        return unit
    heirs = carried({work.place_id: unit.last_day}, today()).get(work.place_id, [])
    return heirs[0] if len(heirs) == 1 else unit


def taken(request: HttpRequest, form: ReportForm, work: Work | None) -> HttpResponse:
    if late := wait(REPORTS, request):
        form.add_error(None, str(TOO_MUCH))
        return new_page(request, form, late=late)
    given = form.given()
    try:
        draft = receiving.begin_report(work=work, trapped=form.is_trapped, seconds=since(given.pop("began")), **given)
    except FileRefused as refused:
        form.add_error("photo", str(refused))
        return new_page(request, form)
    if similar_to(draft):
        return to("participation:report_new", draft=signing.dumps(draft.pk, salt=DRAFT))
    receiving.send_report(pk=draft.pk)
    return to_status(draft)


def since(began: str) -> float:
    """Seconds since the page was opened; none at all where nobody opened it."""
    try:
        return seconds() - float(signing.loads(began, salt=BEGAN, max_age=DAY))
    except signing.BadSignature:
        return 0.0


def new_page(request: HttpRequest, form: ReportForm, *, late: int = 0) -> HttpResponse:
    context = {"form": form, "heading": _("Report something"), "work": getattr(request, "work", None)}
    context["photo_gone"] = bool(form.errors and request.FILES)
    return shown(request, "participation/report_new.html", context, status=422 if form.errors else 200, late=late)


def offered(request: HttpRequest, sealed: str) -> HttpResponse:
    """Nothing is sent yet: who reports chooses whether it is the same or something else."""
    try:
        draft = get_object_or_404(Report, pk=signing.loads(sealed, salt=DRAFT, max_age=DAY))
    except signing.BadSignature:
        raise Http404 from None
    if draft.state != Report.State.DRAFT:
        return to_status(draft)
    alike, same = similar_to(draft), request.POST.get("same", "")
    context: dict[str, Any] = {"heading": _("Has somebody reported this already?"), "alike": alike}
    if request.method != "POST" or (same and not any(str(one.report.pk) == same for one in alike)):
        return shown(request, "participation/report_alike.html", context)
    if not same:
        return to_status(receiving.send_report(pk=draft.pk))
    try:
        receiving.join_report(draft=draft.pk, pk=int(same), mark=mark(request))
    except Refused as refused:
        context["error"] = str(refused)
        return shown(request, "participation/report_alike.html", context, status=422)
    return redirect(f"{public_address(Report.objects.select_related('place').get(pk=same))}?seen=1")


def public_address(report: Report) -> str:
    unit = nearest_version(report.place, today())
    return reverse("participation:voice", args=[unit.code, today().isoformat(), report.pk])


def to(name: str, *args: Any, **query: str) -> HttpResponse:
    """Another page in the same language."""
    return redirect(reverse(name, args=args, query=query | {"lang": get_language() or ""}))


def to_status(report: Report, done: str = "sent") -> HttpResponse:
    code = code_of(receiving.CODE, str(report.pk))
    assert code is not None, "minted when it was sent"
    return to("participation:report_status", code.token, done=done)


@stranger
def report_status(request: HttpRequest, token: str) -> HttpResponse:
    """For who holds the code: where the report stands, and what may be asked about it."""
    code = resolve(token)
    if code is None or code.kind != receiving.CODE:
        return shown(request, "participation/report_unknown.html", {"heading": _("Unknown code")}, status=404)
    report = get_object_or_404(Report.objects.select_related("place", "work"), pk=code.key)
    act, form = request.POST.get("act", ""), None
    if request.method == "POST":
        form = form_of(act, request)
        if form.is_valid():
            if late := wait(ACTS, request):
                form.add_error(None, str(TOO_MUCH))
                return status_page(request, report, code, act, form, late=late)
            if done(report, act, form):
                return to_status(report, act)
    return status_page(request, report, code, act, form)


def form_of(act: str, request: HttpRequest) -> Any:
    if act in ("reopen", "appeal"):
        return AskForm(request.POST)
    return MoreForm(request.POST, request.FILES)


def done(report: Report, act: str, form: Any) -> bool:
    """Whether it was done; else the form says why not."""
    try:
        if act == "add":
            asking.add_to_report(pk=report.pk, trapped=form.is_trapped, **form.given())
        elif act == "hide":
            asking.hide_persons(pk=report.pk)
        elif act in ("reopen", "appeal"):
            asking.ask_about_report(pk=report.pk, kind=act, by_reporter=True, trapped=form.is_trapped, **form.given())
        else:
            raise Http404
    except FileRefused as refused:
        form.add_error("photo", str(refused))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return not form.errors


def status_page(
    request: HttpRequest, report: Report, code: Code, act: str, form: Any, *, late: int = 0
) -> HttpResponse:
    is_open = report.state != Report.State.CLOSED
    own = {"act": act, "form": form, "is_open": is_open, "more": MoreForm(), "ask": AskForm(auto_id="ask_%s")}
    context: dict[str, Any] = {"report": report, "code": drawn(code), "kind": kind_name(report.kind), **own}
    context |= {"heading": _("Your report"), "done": request.GET.get("done", "")}
    context["is_new"] = context["done"] == "sent" and report.state == Report.State.RECEIVED
    context |= {"events": report.events.filter(is_public=True), "asked": report.requests.filter(by_reporter=True)}
    context |= {"unit": nearest_version(report.place, today()), "may_reopen": may_reopen(report)}
    context["may_appeal"] = report.state == Report.State.KEPT_BACK or report.is_suspect
    context["kept_back"] = report.events.filter(kind=ReportEvent.Kind.KEPT_BACK).last()
    context["signs"] = [in_language(rules().signs[key].said) for key in report.signs if key in rules().signs]
    context["public"] = public_address(report) if report.is_public else ""
    status = 422 if form is not None and form.errors else 200
    return shown(request, "participation/report_status.html", context, status=status, late=late)


def may_reopen(report: Report) -> bool:
    """Within the days, and while nobody asks already."""
    if report.state not in Report.DONE or report.answered_on is None:
        return False
    waiting = report.requests.filter(kind=ReportRequest.Kind.REOPEN, decided_at__isnull=True)
    return today() <= last_day("reopen", report.answered_on) and not waiting.exists()
