"""Papers of a work and evidence of a milestone, for officers; and the file of the register."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import requires, signed_in
from openntm.office.asked import done, spot
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.forms import HandInForm
from openntm.office.handed_in import handed_rows
from openntm.office.listing import file_asked
from openntm.office.models import StoredFile
from openntm.office.roles import Action
from openntm.works.access import documents_visible_to
from openntm.works.queries.columns import COLUMNS
from openntm.works.services.handing_in import hand_in
from openntm.works.views.common import at, seen


@require_safe
@requires(Action.READ_FIGURES)
def document(request: HttpRequest, code: str, day: str, pk: int, document: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    rows = documents_visible_to(request.user).filter(work=seen(request, unit, pk)).select_related("file")
    one = get_object_or_404(rows, pk=document)
    return attachment(content(one.file), one.file.media_type, one.file.original_name)


@require_safe
@requires(Action.READ_FIGURES)
def evidence(request: HttpRequest, code: str, day: str, pk: int, milestone: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    held = seen(request, unit, pk).milestones.filter(pk=milestone).values("evidence")
    file = get_object_or_404(StoredFile, pk__in=held)
    return attachment(content(file), file.media_type, file.original_name)


@requires(Action.KEEP_WORKS)
def work_hand_in(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """First what the file would do, then it is written."""
    unit, on = spot(request, code, day)
    if ending := file_asked(request):
        return download(ending, "works", [one.title for one in COLUMNS], [], _("OpenNTM, empty file to fill in"))
    form = HandInForm(request.POST or None, request.FILES or None)
    is_trial = "write" not in request.POST
    rows = done(form, handed_rows, upload=form.cleaned_data["file"], columns=COLUMNS) if form.is_valid() else None
    result = None if rows is None else hand_in(by=signed_in(request), rows=rows, is_trial=is_trial)
    back = at("works", code, day)
    if result and not result.problems and not is_trial:
        counts = {"added": result.added, "changed": result.changed, "same": result.same}
        messages.success(request, _("Added: %(added)s. Changed: %(changed)s. As before: %(same)s.") % counts)
        return redirect(back)
    context: dict[str, Any] = {"unit": unit, "on": on, "form": form, "columns": COLUMNS, "result": result}
    context |= {"heading": _("Hand in a file of works"), "back": back}
    is_wrong = bool(form.errors) or bool(result and result.problems)
    return render(request, "office/hand_in.html", context, status=422 if is_wrong else 200)
