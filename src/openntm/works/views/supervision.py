"""Visits of boards on a phone: begun, answered item by item, closed, and judged by the Front."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from openntm.office.access import signed_in, today
from openntm.office.asked import done, first_day
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import content, public_copy
from openntm.office.files.serve import attachment, copy_attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.visits.forms import AnswersForm
from openntm.visits.models import Observation
from openntm.visits.queries import checklist_of, files_of, items_of, shown_photos, shown_signatures, unanswered
from openntm.works.access import visits_visible_to, visits_watched_by
from openntm.works.access.boards import visits_led_by
from openntm.works.forms import supervision as forms
from openntm.works.forms.boards import FindForm
from openntm.works.models import Round
from openntm.works.queries.demands import rows_of
from openntm.works.queries.register import here
from openntm.works.queries.supervised import public_photos
from openntm.works.services import rounds as services
from openntm.works.views.boards import watched
from openntm.works.views.common import at, entered_supervision

Review = Round.Review
HEADS = [
    ("day", gettext_lazy("Day")),
    ("work", gettext_lazy("Work")),
    ("run_by", gettext_lazy("Run by")),
    ("findings", gettext_lazy("Findings")),
    ("open", gettext_lazy("Still open")),
    ("review", gettext_lazy("Record")),
]
SORTS: dict[str, Any] = {
    "day": lambda row: (row.visit.day, row.pk),
    "work": lambda row: row.board.work.sort_key,
    "run_by": lambda row: row.run_by,
    "findings": lambda row: row.findings,
    "open": lambda row: row.open,
    "review": lambda row: row.review,
}


def visits(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Up to the day, newest first."""
    unit, on, person = entered_supervision(request, code, day)
    rows = here(Round.objects.filter(pk__in=visits_visible_to(person)), unit, "board__work__place")
    rows = rows.filter(visit__day__lte=on).select_related("visit", "board__work")
    found = list(rows.prefetch_related("visit__observations"))
    for one in found:
        seen = list(one.visit.observations.all())
        one.findings, one.open = len(seen), sum(each.state not in Observation.DONE for each in seen)
    form = FindForm(request.GET or None, states=Review.choices)
    shown = [one for one in found if fold(form.wanted("q")) in fold(one.board.work.name)]
    shown = [one for one in shown if form.wanted("state") in ("", one.review)]
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    if sort in SORTS:
        shown.sort(key=SORTS[sort], reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, supervision visits of %(place)s") % {"place": unit.full_name}
        return download(ending, "supervision-visits", [title for _key, title in HEADS], map(line_of, shown), about)
    page = page_of(request, shown)
    context = {"unit": unit, "on": on, "form": form, "page": page, "rounds": page.object_list, "all": len(found)}
    context["query"] = query_without(request, "page", "format")
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "works/visits.html", context)


def line_of(one: Any) -> list[Any]:
    said = [one.visit.day, one.board.work.name, one.get_run_by_display(), one.findings, one.open]
    return [*said, one.get_review_display()]


def visit_start(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    board, back = watched(request, code, day, pk)
    first = {"day": first_day(today()), "run_by": Round.Runner.BOARD}
    form = forms.StartForm(request.POST or None, board=board, initial=first)
    made = form.is_valid() and done(form, services.start_round, by=signed_in(request), board=pk, **form.cleaned_data)
    if made:
        return redirect("works:visit", code, day, made.pk)
    lead = _("%(work)s. The checklist comes next; it can be answered in several goes.") % {"work": board.work}
    context = {
        "form": form,
        "heading": _("Begin a supervision visit"),
        "lead": lead,
        "button": _("Begin"),
        "back": back,
    }
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)


def visit(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The checklist as a form while it is open and the reader writes it, else what was found."""
    unit, on, person = entered_supervision(request, code, day)
    one = seen(request, unit, pk)
    writes = visits_watched_by(person).filter(pk=pk).exists()
    if request.method == "POST" and not writes:
        raise PermissionDenied
    form = AnswersForm(request.POST or None, visit=one.visit) if writes and one.visit.is_open else None
    if (
        form
        and form.is_valid()
        and done(form, services.answer_round, by=person, pk=pk, answers=form.answers()) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("works:visit", code, day, pk)
    context = {"unit": unit, "on": on, "round": one, "visit": one.visit, "work": one.board.work, "form": form}
    context |= {"writes": writes, "leads": visits_led_by(person).filter(pk=pk).exists()}
    context |= {"checklist": checklist_of(one.visit), "left": len(unanswered(one.visit)), "groups": items_of(one.visit)}
    context |= {"rows": rows_of(one.visit.observations.all(), today()), "present": one.present.all()}
    address = partial(at, "visit_file", code, day, pk)
    context |= {"photos": shown_photos(one.visit, address), "signatures": shown_signatures(one.visit, address)}
    context["steps"] = [(step, word) for step, word in STEPS if one.review in services.STEPS[step]]
    return render(request, "works/visit.html", context, status=422 if form and form.errors else 200)


STEPS = [
    (Review.ACCEPTED, gettext_lazy("Accept the record")),
    (Review.CHECKED, gettext_lazy("Mark as checked")),
    (Review.RETURNED, gettext_lazy("Give the record back")),
]


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Round:
    rows = Round.objects.filter(pk__in=visits_visible_to(signed_in(request)).values("pk"))
    rows = here(rows, unit, "board__work__place").select_related(
        "visit__by", "visit__place", "board__work", "reviewed_by"
    )
    return get_object_or_404(rows.prefetch_related("visit__answers", "visit__observations"), pk=pk)


def observation_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one = written(request, code, day, pk)
    first = {"item": request.GET.get("item"), "severity": Observation.Severity.MINOR}
    form = forms.ObservationForm(request.POST or None, request.FILES or None, visit=one.visit, initial=first)
    words = Words(heading=_("Add a finding"), said=_("The finding is recorded."), lead=one.board.work)
    return entry(request, form, services.observe, back=at("visit", code, day, pk), given={"pk": pk}, words=words)


def visit_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one = written(request, code, day, pk)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    words = Words(heading=_("Add a photo"), said=_("The photo is kept."), lead=one.board.work)
    return entry(
        request, form, services.add_round_photo, back=at("visit", code, day, pk), given={"pk": pk}, words=words
    )


def visit_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    one = written(request, code, day, pk)
    lead = _("%(work)s. The record goes to the Front; it can be changed only if the Front gives it back.")
    lead = lead % {"work": one.board.work}
    first: dict[str, Any] = {"result": one.visit.result, "to_party": one.to_party}
    first |= {"to_government": one.to_government, "to_others": one.to_others}
    first["present"] = one.present.all()
    form = forms.CloseForm(request.POST or None, board=one.board, initial=first)
    words = Words(
        heading=_("Close the visit?"), button=_("Close and hand over"), said=_("The visit is closed."), lead=lead
    )
    return entry(request, form, services.close_round, back=at("visit", code, day, pk), given={"pk": pk}, words=words)


def written(request: HttpRequest, code: str, day: str, pk: int) -> Round:
    unit, _on, person = entered_supervision(request, code, day)
    one = seen(request, unit, pk)
    if not visits_watched_by(person).filter(pk=pk).exists():
        raise PermissionDenied
    return one


def visit_review(request: HttpRequest, code: str, day: str, pk: int, step: str) -> HttpResponse:
    unit, _on, person = entered_supervision(request, code, day)
    one = seen(request, unit, pk)
    if step not in services.STEPS:
        raise Http404
    if not visits_led_by(person).filter(pk=pk).exists():
        raise PermissionDenied
    form = (forms.ReturnForm if step == Review.RETURNED else django_forms.Form)(request.POST or None)
    word = dict(STEPS)[Review(step)]
    words = Words(heading=f"{word}?", button=word, said=_("Saved."), lead=one.board.work)
    given = {"pk": pk, "step": step}
    return entry(request, form, services.review_round, back=at("visit", code, day, pk), given=given, words=words)


def visit_file(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """A photo of the visit or of an answer to one of its findings."""
    unit, _on, _person = entered_supervision(request, code, day)
    kept = get_object_or_404(files_of(seen(request, unit, pk).visit), pk=file)
    return attachment(content(kept), kept.media_type, kept.original_name)


@require_safe
def public_photo(request: HttpRequest, work: int, photo: int) -> HttpResponse:
    """Without metadata, of a visit whose record the Front accepted."""
    one = get_object_or_404(public_photos(work), pk=photo)
    if (copy := public_copy(one.file)) is None:
        raise Http404
    return copy_attachment(copy, f"photo-{one.pk}")
