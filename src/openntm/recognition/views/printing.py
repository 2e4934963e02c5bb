"""What the product prints of a dossier, a sitting, a decision or a title; and a whole dossier as one file."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openntm.assessment.spoken import language
from openntm.office.access import signed_in, today
from openntm.office.asked import spot
from openntm.office.models import PrintOut
from openntm.recognition.models import Decision, TitleRecord
from openntm.recognition.queries.decisions import register_of
from openntm.recognition.queries.export import file_name
from openntm.recognition.services.export import FilesMissing, export_dossier
from openntm.recognition.services.printing import print_certificate, print_decision, print_minutes, print_part
from openntm.recognition.services.steps import NotYourStep, StepRefused
from openntm.recognition.views.dossier_common import here_of
from openntm.recognition.views.sittings import seen as sitting_seen


@require_POST
def part_make(request: HttpRequest, code: str, day: str, pk: int, part: str) -> HttpResponse:
    """A part of the dossier as it stands now; the last version where nothing has changed."""
    here = here_of(request, code, day, pk)
    before = here.dossier.parts.filter(part=part).first()
    try:
        day_if_new = max(here.acts_on, here.dossier.opened_on)
        made = print_part(by=here.by, pk=here.dossier.pk, part=part, day_if_new=day_if_new)
        words = {"part": getattr(here.law.part_by_id[part], language()), "version": made.version}
        if before == made:
            messages.info(request, _("%(part)s: nothing has changed since version %(version)s.") % words)
        else:
            messages.success(request, _("%(part)s: version %(version)s is made, as Word and PDF.") % words)
    except NotYourStep:
        raise PermissionDenied from None
    except StepRefused as refused:
        messages.error(request, said(refused))
    return redirect("recognition:dossier", code, day, here.dossier.pk)


@require_safe
def dossier_export(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponseBase:
    """Checked by `openntm verify`, without a database."""
    here = here_of(request, code, day, pk)
    with ExitStack() as refused_or_not:
        archive = refused_or_not.enter_context(tempfile.TemporaryFile())
        try:
            export_dossier(by=here.by, pk=here.dossier.pk, target=archive)
        except FilesMissing as refused:
            messages.error(request, str(refused))
            return redirect("recognition:dossier", code, day, pk)
        refused_or_not.pop_all()  # the answer closes it
    return FileResponse(archive, as_attachment=True, filename=file_name(here.dossier), content_type="application/zip")


@require_POST
def minutes_make(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on = spot(request, code, day)
    sitting = sitting_seen(request, unit, pk)
    return printed(request, code, day, lambda: print_minutes(by=signed_in(request), sitting=sitting))


@require_POST
def decision_make(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    decision = get_object_or_404(decisions_at(request, code, day), pk=pk)  # the register is open; who may print is not
    return printed(request, code, day, lambda: print_decision(by=signed_in(request), decision=decision))


@require_POST
def certificate_make(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    record = get_object_or_404(TitleRecord, pk=pk, decision__in=decisions_at(request, code, day))
    return printed(request, code, day, lambda: print_certificate(by=signed_in(request), title_record=record))


def decisions_at(request: HttpRequest, code: str, day: str) -> QuerySet[Decision]:
    """Those of the register that stands under the address."""
    unit, on = spot(request, code, day)
    return register_of(unit.place, max(on, today())).filter(place__isnull=False)


def printed(request: HttpRequest, code: str, day: str, make: Callable[[], PrintOut]) -> HttpResponse:
    """To the page of the print-out, which offers its files; a refusal is said on the page of titles."""
    try:
        return redirect("office:verify", make().code)
    except StepRefused as refused:
        messages.error(request, said(refused))
        return redirect("recognition:titles", code, day)


def said(refused: StepRefused) -> str:
    return " ".join(getattr(one, language()) for one in refused.said)
