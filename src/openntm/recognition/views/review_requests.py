"""Anybody affected asks to look at a decision again; those who record decisions answer in public."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openntm.office.access import requires, signed_in, today
from openntm.office.listing import page_of, query_without
from openntm.office.roles import Action
from openntm.participation.strangers import ACTS, TOO_MUCH, shown, stranger, wait
from openntm.recognition.access.public import review_requests_visible_to
from openntm.recognition.forms.public import AnswerReviewForm, AskReviewForm
from openntm.recognition.queries.decisions import register_of
from openntm.recognition.services.public import answer_review, ask_for_review
from openntm.recognition.views.asked import done, posted, spot

RECORDS = Action.RECORD_DECISIONS


@stranger
def review_ask(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    decision = get_object_or_404(register_of(unit.place, max(on, today())), pk=pk)
    form, late = AskReviewForm(posted(request)), 0
    if form.is_bound and form.is_valid():
        if late := wait(ACTS, request):
            form.add_error(None, str(TOO_MUCH))
        elif done(form, ask_for_review, decision=pk, trapped=form.is_trapped, **form.given()):
            return redirect(f"{request.path}?sent=1")
    context = {"unit": unit, "on": on, "decision": decision, "form": form, "sent": "sent" in request.GET}
    context |= {"heading": _("Ask to look at a decision again")}
    return shown(request, "recognition/review_ask.html", context, status=422 if form.errors else 200, late=late)


@require_safe
@requires(RECORDS)
def review_requests(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Those that wait first."""
    unit, on = spot(request, code, day)
    here = register_of(unit.place, max(on, today())).order_by().values("pk")
    found = review_requests_visible_to(request.user).filter(decision__in=here).select_related("decision")
    page = page_of(request, found.order_by(F("answered_at").asc(nulls_first=True), "is_suspect", "due", "pk"))
    context: dict[str, Any] = {"unit": unit, "on": on, "page": page, "query": query_without(request, "page")}
    context |= {"waiting": found.filter(answered_at__isnull=True).count(), "today": today()}
    return render(request, "recognition/review_requests.html", context)


@requires(RECORDS)
def review_answer(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    waiting = review_requests_visible_to(request.user).filter(answered_at__isnull=True).select_related("decision")
    asked = get_object_or_404(waiting, pk=pk)
    form, by = AnswerReviewForm(posted(request)), signed_in(request)
    if form.is_bound and form.is_valid() and done(form, answer_review, by=by, pk=pk, **form.cleaned_data):
        messages.success(request, _("The request is answered."))
        return redirect("recognition:review_requests", code, day)
    context = {"unit": unit, "on": on, "asked": asked, "form": form}
    return render(request, "recognition/review_answer.html", context, status=422 if form.errors else 200)
