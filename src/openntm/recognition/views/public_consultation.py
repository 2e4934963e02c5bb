"""The public face of consultations: what is proposed, until when, what was said and answered."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import today
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.listing import page_of, query_without
from openntm.participation.masking import masked
from openntm.participation.strangers import ACTS, TOO_MUCH, shown, stranger, wait
from openntm.recognition.forms.opinions import UploadForm
from openntm.recognition.forms.public import CommentForm, ReadCommentForm
from openntm.recognition.models import Consultation, PublicComment
from openntm.recognition.queries.public import consultations_of_place, counted, rows, shown_comments
from openntm.recognition.services.public import keep_comment_back, send_comment, show_comment, show_report
from openntm.recognition.views.asked import done, posted, spot
from openntm.recognition.views.dossier_common import act, here_of, refuse_unless


@require_safe
def consultations(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    page = page_of(request, consultations_of_place(unit.place, on))
    found = rows(list(page), on)
    context = {"unit": unit, "on": on, "page": page, "rows": found, "query": query_without(request, "page")}
    context["open"] = sum(one.left > 0 for one in found)
    return render(request, "recognition/consultations.html", context)


def named(request: HttpRequest, code: str, day: str, pk: int) -> tuple[Any, Any, Consultation]:
    unit, on = spot(request, code, day)
    found = consultations_of_place(unit.place, max(on, today())).select_related("report")
    return unit, on, get_object_or_404(found, pk=pk)


@stranger
def public_consultation(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """Anybody comments while it is open: no account, no cookie, not too often."""
    unit, on, found = named(request, code, day, pk)
    [row] = rows([found], today())
    form, late = CommentForm(posted(request)), 0
    if row.left and form.is_bound and form.is_valid():
        if late := wait(ACTS, request):
            form.add_error(None, str(TOO_MUCH))
        elif done(form, send_comment, consultation=pk, trapped=form.is_trapped, **form.given()):
            return redirect(f"{request.path}?sent=1")
    comments = page_of(request, shown_comments(found))
    context: dict[str, Any] = {"unit": unit, "on": on, "row": row, "consultation": found, "page": comments}
    context |= {"dossier": found.dossier, "form": form if row.left else None, "sent": "sent" in request.GET}
    context |= {"counts": counted(found), "query": "", "illustrative": found.dossier.illustrative}
    status = 422 if form.errors else 200
    return shown(request, "recognition/public_consultation.html", context, status=status, late=late)


@require_safe
def consultation_report(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, _on, found = named(request, code, day, pk)
    if found.report is None:
        raise Http404
    return attachment(content(found.report), found.report.media_type, found.report.original_name)


def report_show(request: HttpRequest, code: str, day: str, pk: int, period: int) -> HttpResponse:
    """The holder hands in the file that everybody may read."""
    here = here_of(request, code, day, pk)
    found = get_object_or_404(Consultation, pk=period, dossier=here.dossier)
    refuse_unless(here.holds_it)
    form = UploadForm(request.POST or None, request.FILES or None)
    words: dict[str, Any] = {
        "title": _("Show the report to everybody"),
        "button": _("Show it"),
        "lead": _("The file is open on the public page of the consultation: it must name no private person."),
        "done": _("The report is shown."),
    }
    return act(request, here, form, partial(show_report, by=here.by, pk=found.pk), **words)


def said_of(one: PublicComment) -> str:
    """When it came, whether it agrees, whether it looks like spam, and its words."""
    agrees = {True: _("Agrees"), False: _("Does not agree"), None: _("Comment")}[one.agrees]
    doubt = [_("Looks like spam")] if one.is_suspect else []
    about = " · ".join([f"{timezone.localtime(one.at):%H:%M %d/%m/%Y}", agrees, *doubt])
    return f"{about}: “{one.text}”"


def comment_read(request: HttpRequest, code: str, day: str, pk: int, comment: int) -> HttpResponse:
    """What a stranger wrote, as it was sent; it is published in the holder's masked words, or kept back."""
    here = here_of(request, code, day, pk)
    waiting = PublicComment.objects.filter(state=PublicComment.State.NEW, consultation__dossier=here.dossier)
    found = get_object_or_404(waiting, pk=comment)
    refuse_unless(here.holds_it)
    form = ReadCommentForm(request.POST or None, initial={"text": masked(found.text)})

    def decided(shows: bool, text: str, reason: str) -> object:
        if shows:
            return show_comment(by=here.by, dossier=pk, pk=comment, text=text)
        return keep_comment_back(by=here.by, dossier=pk, pk=comment, reason=reason)

    words: dict[str, Any] = {
        "title": _("Read a comment"),
        "button": _("Decide"),
        "lead": said_of(found),
        "done": _("The comment is decided."),
        "to": "opinions",
    }
    return act(request, here, form, decided, **words)
