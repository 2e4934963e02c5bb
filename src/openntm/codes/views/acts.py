"""What is done to codes of a run: moved, printed, exported; and the page of a print order."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.codes import services
from openntm.codes.access import may_issue
from openntm.codes.forms import MOVES, ExportForm, MoveForm, PrintForm
from openntm.codes.life import ENDS
from openntm.codes.models import PrintJob, Run
from openntm.codes.models.runs import State
from openntm.codes.printing.layouts import layouts
from openntm.codes.queries import stock_of_run
from openntm.codes.services.sheets import path_of
from openntm.codes.views.asked import done, holders_for, run_here
from openntm.office.access import requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.forms import ReasonForm
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion

ACTS: dict[str, Callable[..., PrintJob]] = {"stop": services.stop_print, "go-on": services.go_on_with_print}
KEPT_BY_HAND = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@requires(Action.ISSUE_STAMPS)
def move(request: HttpRequest, code: str, day: str, number: int) -> HttpResponse:
    """Said once more before it is done: from an end nothing comes back."""
    unit, on = spot(request, code, day)
    run, by = run_here(request, unit, on, number), signed_in(request)
    asked = {name: request.GET[name] for name in ("first", "last") if name in request.GET}
    form = MoveForm(request.POST or None, run=run, holders=holders_for(run, today()), initial=asked)
    context: dict[str, Any] = {"unit": unit, "on": on, "run": run}
    if form.is_valid():
        given = form.cleaned_data
        if not given["confirmed"]:
            return answer(request, "codes/move_confirm.html", form, {**context, **restated(form)})
        wanted = {name: given[name] for name in ("first", "last", "state", "reason")}
        if done(form, lambda: services.move_codes(by=by, run=run, holder=form.wanted_holder, **wanted)):
            messages.success(request, _("Done. The ledger of the run says so."))
            return redirect("codes:run", code, day, number)
    return answer(request, "codes/move.html", form, context)


def restated(form: MoveForm) -> dict[str, Any]:
    given = form.cleaned_data
    chosen: Any = form.fields["holder"]
    return {
        "begins": given["first"] + 1,
        "ends": given["last"] + 1,
        "codes": given["last"] - given["first"] + 1,
        "act": MOVES[given["state"]],
        "holder": dict(chosen.choices)[given["holder"]],
        "is_end": given["state"] in ENDS,
    }


def answer(request: HttpRequest, name: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, name, {"form": form, **context}, status=422 if form.errors else 200)


@requires(Action.ISSUE_STAMPS)
def order(request: HttpRequest, code: str, day: str, number: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    run, by = run_here(request, unit, on, number), signed_in(request)
    form = PrintForm(request.POST or None, run=run, initial={**to_print(run), "layout": next(iter(layouts()))})
    if form.is_valid():
        job = done(form, lambda: services.order_print(by=by, run=run, **form.cleaned_data))
        if job:
            return redirect("codes:order", code, day, number, job.pk)
    context = {"unit": unit, "on": on, "run": run, "is_empty": not to_print(run)}
    return answer(request, "codes/print.html", form, context)


def to_print(run: Run) -> dict[str, int]:
    """The first stretch that waits for its sheets."""
    first = stock_of_run(run).filter(state=State.ALLOTTED).first()
    return {"first": first.begins, "last": first.ends} if first else {}


@requires(Action.ISSUE_STAMPS)
def export(request: HttpRequest, code: str, day: str, number: int) -> HttpResponseBase:
    unit, on = spot(request, code, day)
    run, by = run_here(request, unit, on, number), signed_in(request)
    form = ExportForm(request.POST or None, run=run, initial=to_print(run))
    if form.is_valid():
        rows = done(form, lambda: services.export_codes(by=by, run=run, **form.cleaned_data))
        if rows:
            return codes_file(run, rows)
    return answer(request, "codes/export.html", form, {"unit": unit, "on": on, "run": run})


def codes_file(run: Run, rows: Iterable[tuple[str, str, str]]) -> StreamingHttpResponse:
    """Without a line above: printing programs read the headings from the first one."""
    lines = (",".join(row) + "\r\n" for row in [("number", "code", "address"), *rows])
    headers = {"Content-Disposition": f'attachment; filename="openntm-codes-{run.number}.csv"', **KEPT_BY_HAND}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def job_here(request: HttpRequest, unit: PlaceVersion, on: date, number: int, pk: int) -> PrintJob:
    run = run_here(request, unit, on, number)
    return get_object_or_404(PrintJob.objects.select_related("run", "ordered_by"), pk=pk, run=run)


@require_safe
@requires(Action.ISSUE_STAMPS)
def print_order(request: HttpRequest, code: str, day: str, number: int, pk: int) -> HttpResponse:
    """Its progress; while it is being made the page asks again by itself."""
    unit, on = spot(request, code, day)
    job = job_here(request, unit, on, number, pk)
    by_htmx = bool(getattr(request, "htmx", False))
    if by_htmx and not job.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    layout = layouts().get(job.layout)
    context = {"unit": unit, "on": on, "job": job, "run": job.run, "layout": layout.title if layout else job.layout}
    context["form"] = ReasonForm()
    context["may_issue"] = may_issue(request.user, job.run.place)
    return render(request, "codes/order_progress.html" if by_htmx else "codes/order.html", context)


@requires(Action.ISSUE_STAMPS)
def order_act(request: HttpRequest, code: str, day: str, number: int, pk: int, act: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    job, by = job_here(request, unit, on, number, pk), signed_in(request)
    if act not in ACTS:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            if done(form, lambda: ACTS[act](by=by, pk=job.pk, **form.cleaned_data)):
                return redirect("codes:order", code, day, number, pk)
        except services.WrongState:
            messages.error(request, _("The order is no longer in the state that this needs."))
            return redirect("codes:order", code, day, number, pk)
    return answer(
        request, "codes/order_act.html", form, {"unit": unit, "on": on, "job": job, "run": job.run, "act": act}
    )


@require_safe
@requires(Action.ISSUE_STAMPS)
def sheets(request: HttpRequest, code: str, day: str, number: int, pk: int) -> FileResponse:
    unit, on = spot(request, code, day)
    job = job_here(request, unit, on, number, pk)
    try:
        services.fetch_sheets(by=signed_in(request), pk=job.pk)
    except services.WrongState:
        raise Http404 from None
    return file_of(path_of(job), f"openntm-tem-{number}-{job.begins}-{job.ends}.pdf")


def file_of(path: Path, name: str) -> FileResponse:
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, headers=KEPT_BY_HAND)
