"""Spreadsheets: the template out, the file in, a preview, and only then the writing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from openntm.assessment.access import imports_visible_to
from openntm.assessment.forms import ImportForm, ReasonForm
from openntm.assessment.models import Import
from openntm.assessment.queries.sheets import marks, sheet_for
from openntm.assessment.services import (
    Overtaken,
    RowsWrong,
    WrongState,
    confirm_import,
    read_again,
    read_import,
    receive_file,
    undo_import,
)
from openntm.assessment.services.imports import looked_through
from openntm.assessment.sheets.errors import error_file
from openntm.assessment.sheets.template import workbook
from openntm.assessment.sheets.words import FileRefused
from openntm.assessment.spoken import language, written
from openntm.assessment.tasks import LARGE, confirm_large, read_large
from openntm.assessment.views.common import chosen_layer, chosen_set, is_htmx, set_named, sets_for, spot, titled
from openntm.office.access import requires
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MANY_ROWS = 5_000


@requires(Action.READ_FIGURES)
def arrivals(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Takes a file in, and lists those that came before."""
    place, on = spot(request, code, day)
    layer, layers = chosen_layer(request, place)
    if not layers:
        raise PermissionDenied
    sets = [(one.id, titled(one)) for one in sets_for(on)]
    form = ImportForm(request.POST or None, request.FILES or None, sets=sets, layers=layers, initial={"layer": layer})
    if form.is_valid() and (row := _received(request, form, place, on)):
        return redirect("assessment:import_detail", code, day, row.pk)
    earlier = imports_visible_to(request.user).filter(place=place.place).select_related("brought_by")[:50]
    context = {"place": place, "on": on, "form": form, "sets": sets, "layer": layer, "layers": layers}
    status = 422 if form.is_bound else 200
    return render(request, "assessment/imports.html", {**context, "earlier": earlier}, status=status)


def _received(request: HttpRequest, form: ImportForm, place: PlaceVersion, on: date) -> Import | None:
    given = form.cleaned_data
    upload = given["file"]
    try:
        row = receive_file(
            by=request.user,  # type: ignore[arg-type]
            place=place.place,
            set_id=given["set_id"],
            day=on,
            layer=given["layer"],
            name=upload.name,
            content=upload.read(),
        )
    except FileRefused as refused:
        form.add_error("file", refused.said[language()])
        return None
    if upload.size > LARGE:
        read_large.enqueue(row.pk)
    else:
        read_import(pk=row.pk)
    return row


@requires(Action.READ_FIGURES)
def template(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """The spreadsheet of a place and a day, with what is already held in it."""
    place, on = spot(request, code, day)
    law = chosen_set(request, on)
    layer, layers = chosen_layer(request, place)
    if law is None or not layers:
        raise Http404
    return _download(workbook(sheet_for(place, law.id, on, layer)), f"{law.id}-{code}-{day}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _found(request: HttpRequest, place: PlaceVersion, pk: int) -> Import:
    return get_object_or_404(imports_visible_to(request.user).select_related("brought_by"), pk=pk, place=place.place)


@requires(Action.READ_FIGURES)
def arrival(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """What a file would change; confirming, undoing, and reading it now when nobody in the background does."""
    place, on = spot(request, code, day)
    row = _found(request, place, pk)
    if request.method == "POST":
        _act(request, row)
        return redirect("assessment:import_detail", code, day, pk)
    law = set_named(row.set_id)
    context = {"place": place, "on": on, "row": row, "set_title": titled(law), "undo": ReasonForm()}
    context |= _preview(row, law)
    name = "assessment/import_progress.html" if is_htmx(request) else "assessment/import.html"
    if is_htmx(request) and not row.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, name, context)


def _act(request: HttpRequest, row: Import) -> None:
    what = request.POST.get("act", "")
    acts = {"confirm": _confirm, "undo": _undo, "read": _read}
    if what not in acts:
        raise Http404
    try:
        acts[what](request, row)
    except WrongState:
        messages.error(request, _("The file is no longer in the state that this needs. This is how it stands now."))


def _confirm(request: HttpRequest, row: Import) -> None:
    if row.outcome.get("rows", 0) > MANY_ROWS:
        confirm_large.enqueue(row.pk, request.user.pk or 0)
        return
    try:
        confirm_import(by=request.user, pk=row.pk)  # type: ignore[arg-type]
        messages.success(request, _("The figures are written."))
    except RowsWrong:
        messages.error(request, _("Some rows are wrong: nothing was written."))
    except Overtaken:
        read_again(pk=row.pk)
        messages.error(request, _("Figures were changed after this preview. Nothing was written; look at it again."))


def _undo(request: HttpRequest, row: Import) -> None:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the import is undone."))
        return
    undo_import(by=request.user, pk=row.pk, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
    messages.success(request, _("The import is undone; its entries stay in the history."))


def _read(request: HttpRequest, row: Import) -> None:
    read_import(pk=row.pk)


def _preview(row: Import, law: Any) -> dict[str, Any]:
    lang, titles = language(), law.by_id
    problems = [(at, said[lang]) for at, _column, said in row.outcome.get("problems", [])]
    changes = [
        {
            "row": at,
            "code": code,
            "figure": figure,
            "title": getattr((titles.get(figure) or titles[figure.rpartition(":")[0]]).title, lang),
            "before": written(before),
            "value": written(value),
        }
        for at, code, figure, before, value in row.outcome.get("changes", [])
    ]
    return {"problems": problems, "shown": changes, "refused": row.outcome.get("refused", {}).get(lang, "")}


@requires(Action.READ_FIGURES)
def errors(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The file given back in its own layout with a column of reasons."""
    place, _on = spot(request, code, day)
    row = _found(request, place, pk)
    try:
        table, checked = looked_through(row, request.user)  # type: ignore[arg-type]
    except FileRefused:
        raise Http404
    title = titled(set_named(row.set_id))
    kept = marks(row.set_id, row.day, row.layer)
    return _download(error_file(table, checked, title, kept), f"errors-{pk}.xlsx")
