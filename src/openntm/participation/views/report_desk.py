"""The desk of those who handle reports: their queues, one report, the acts on it, and what is entered for somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.access import may, requires, signed_in, today
from openntm.office.access.cover import covered
from openntm.office.asked import done, spot
from openntm.office.entry import Words, entry
from openntm.office.files import public_copy
from openntm.office.files.serve import copy_attachment
from openntm.office.listing import heads, page_of, query_without
from openntm.office.wording import in_language
from openntm.participation.access.reports import HANDLES, reports_visible_to
from openntm.participation.forms import reports as forms
from openntm.participation.models import Report
from openntm.participation.queries.report_desk import QUEUES, counts, queue
from openntm.participation.queries.reports import lines, reports_found, with_voices
from openntm.participation.report_rules import rules
from openntm.participation.services.reports import moderating, receiving
from openntm.participation.views.common import at
from openntm.participation.views.report_pages import HEADS, SORTS
from openntm.participation.views.report_public import to_status

State = Report.State
DEADLINES = [*HEADS, ("due", gettext_lazy("Due"))]


@dataclass(frozen=True)
class Act:
    """One thing that may be done to a report in some states; `lead` says what follows."""

    form: Any
    service: Callable[..., Any]
    states: frozenset[str]
    name: Any
    said: Any
    lead: Any = ""
    is_danger: bool = False


ACTS = {
    "publish": Act(
        forms.PublishForm, moderating.publish_report, frozenset({State.RECEIVED, State.KEPT_BACK}),
        gettext_lazy("Publish"), gettext_lazy("The report is published."),
        gettext_lazy("What was sent stays for those who handle it; everybody else reads only what stands here."),
    ),
    "answer": Act(
        forms.AnswerForm, moderating.answer_report, Report.OPEN, gettext_lazy("Answer"),
        gettext_lazy("The report is answered."),
    ),
    "close": Act(
        forms.CloseForm, moderating.close_report, frozenset({State.ANSWERED}), gettext_lazy("Close"),
        gettext_lazy("The report is closed."),
        gettext_lazy("The contact of who reported is deleted at once; anybody affected may still ask to reopen it."),
    ),
    "pass-on": Act(
        forms.BodyForm, moderating.pass_on_report, Report.OPEN, gettext_lazy("Pass on"),
        gettext_lazy("The report is passed on."), gettext_lazy("Everybody reads who is in charge."),
    ),
    "mask": Act(
        forms.MaskForm, moderating.mask_report, Report.PUBLIC, gettext_lazy("Change what is shown"),
        gettext_lazy("What is shown was changed."),
    ),
    "keep-back": Act(
        forms.KeepBackForm, moderating.keep_back_report, frozenset({State.RECEIVED}), gettext_lazy("Keep back"),
        gettext_lazy("The report is kept back."),
        gettext_lazy("The reporter reads the reason. Text and picture are deleted after a set time."),
        is_danger=True,
    ),
}  # fmt: skip


@require_safe
@requires(HANDLES)
def reports(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    name = request.GET.get("queue", "new")
    name = name if name in QUEUES else "new"
    places, seen = covered([unit.place], max(on, today())), reports_visible_to(request.user)
    found = reports_found(
        seen.filter(queue(name, today())), places, {"q": request.GET.get("q", "").strip()}, inside=True
    )
    sort, descending = request.GET.get("sort", "due"), request.GET.get("order", "asc") == "desc"
    sort = sort if sort in SORTS else "due"
    page = page_of(request, found.order_by(f"{'-' if descending else ''}{sort}", "-pk"))
    numbers = counts(seen, places, today())
    context: dict[str, Any] = {"unit": unit, "on": on, "page": page, "lines": lines(page, on), "today": today()}
    context |= {"queues": [(key, word, numbers[key]) for key, word in QUEUES.items()], "queue": name}
    context |= {"counts": numbers, "query": query_without(request, "page"), "q": request.GET.get("q", "")}
    context["heads"] = list(heads(request, DEADLINES, sort, descending=descending))
    return render(request, "participation/reports.html", context)


def report_here(request: HttpRequest, pk: int) -> Report:
    seen = with_voices(reports_visible_to(request.user))
    return get_object_or_404(seen.select_related("place", "work", "photo", "entered_by"), pk=pk)


@require_safe
@requires(HANDLES)
def report(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """What was sent beside what is shown, its history, and what may be done now."""
    unit, on = spot(request, code, day)
    found = report_here(request, pk)
    context: dict[str, Any] = {"unit": unit, "on": on, "report": found, "line": lines([found], on)[0]}
    context |= {"acts": [(key, act) for key, act in ACTS.items() if found.state in act.states], "today": today()}
    context |= {"events": found.events.select_related("by"), "requests": found.requests.select_related("decided_by")}
    context["signs"] = [in_language(rules().signs[key].said) for key in found.signs if key in rules().signs]
    return render(request, "participation/report.html", context)


@requires(HANDLES)
def report_act(request: HttpRequest, code: str, day: str, pk: int, act: str) -> HttpResponse:
    """Each act has a page that says what it means; sent, it is done."""
    unit, on = spot(request, code, day)
    found = report_here(request, pk)
    known = ACTS.get(act)
    if known is None or found.state not in known.states:
        raise Http404
    form = known.form(request.POST if request.method == "POST" else None, report=found)
    if (
        form.is_bound
        and form.is_valid()
        and done(form, known.service, by=signed_in(request), pk=pk, **form.cleaned_data)
    ):
        messages.success(request, known.said)
        return redirect(at("report", code, day, pk))
    context = {"unit": unit, "on": on, "report": found, "act": known, "form": form, "line": lines([found], on)[0]}
    return render(request, "participation/report_act.html", context, status=422 if form.errors else 200)


@requires(HANDLES)
def report_decide(request: HttpRequest, code: str, day: str, pk: int, request_pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    found = report_here(request, pk)
    asked = get_object_or_404(found.requests.filter(decided_at__isnull=True), pk=request_pk)
    form = forms.DecideForm(request.POST if request.method == "POST" else None)
    given = {"by": signed_in(request), "pk": pk, "request": request_pk}
    if form.is_bound and form.is_valid() and done(form, moderating.decide_request, **given, **form.cleaned_data):
        messages.success(request, _("The request is decided."))
        return redirect(at("report", code, day, pk))
    context = {"unit": unit, "on": on, "report": found, "asked": asked, "form": form, "line": lines([found], on)[0]}
    return render(request, "participation/report_decide.html", context, status=422 if form.errors else 200)


@requires(HANDLES)
def report_addition(request: HttpRequest, code: str, day: str, pk: int, event: int) -> HttpResponse:
    """What was added and looks like spam is taken for what it says, or emptied."""
    spot(request, code, day)
    added = get_object_or_404(report_here(request, pk).events.filter(is_suspect=True), pk=event)
    form = forms.SettleForm(request.POST if request.method == "POST" else None)
    words = Words(
        heading=gettext_lazy("Looks like spam"),
        button=gettext_lazy("Decide"),
        lead=added.text or gettext_lazy("A picture"),
        said=gettext_lazy("The addition is decided."),
    )
    given = {"pk": pk, "event": event}
    return entry(request, form, moderating.settle_addition, words=words, back=at("report", code, day, pk), given=given)


@requires(HANDLES)
def report_enter(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Then the slip with the code is printed and handed to who spoke."""
    unit, on = spot(request, code, day)
    begun = {"commune": unit.full_name}
    form = forms.EnterForm(request.POST or None, request.FILES or None, on=today(), initial=begun)
    if request.method == "POST" and form.is_valid():
        if not may(request.user, HANDLES, form.cleaned_data["place"], today()):
            form.add_error("commune", _("You handle no reports of this commune."))
        elif entered := done(form, receiving.enter_report, by=signed_in(request), **form.cleaned_data):
            return to_status(entered)
    context = {"unit": unit, "on": on, "form": form}
    return render(request, "participation/report_enter.html", context, status=422 if form.errors else 200)


@require_safe
@requires(HANDLES)
def report_photo(request: HttpRequest, code: str, day: str, pk: int, event: int = 0) -> HttpResponse:
    """The picture of the report, or one that was added later."""
    found = report_here(request, pk)
    file = get_object_or_404(found.events, pk=event).photo if event else found.photo
    copy = public_copy(file) if file else None
    if copy is None:
        raise Http404
    return copy_attachment(copy, f"report-{pk}")
