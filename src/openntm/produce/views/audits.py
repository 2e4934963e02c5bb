"""Audit rounds on a phone: begun at a producer, answered item by item, observed, remedied, closed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from openntm.office.access import signed_in
from openntm.office.asked import done, first_day
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment, print_out_answer
from openntm.office.forms import ReasonForm
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.produce.access import producers_visible_to
from openntm.produce.access.audits import audits_answered_by, audits_made_by, audits_visible_to
from openntm.produce.forms import audits as forms
from openntm.produce.models import Producer
from openntm.produce.queries.audits import AuditRow, audit_row, rows_of
from openntm.produce.services import audits as services
from openntm.produce.views.common import at, entered, here, kinds_for
from openntm.visits.forms import AnswersForm
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import checklist_of, files_of, items_of, shown_photos, shown_signatures, unanswered


def audits(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Rounds up to the day, newest first."""
    unit, on, person = entered(request, code, day)
    producers = {str(one.pk): one for one in here(producers_visible_to(person), unit)}
    found = rows_of(audits_visible_to(person).filter(subject_key__in=list(producers), day__lte=on), producers)
    form = forms.FindAuditForm(request.GET or None)
    rows = [row for row in found if fits(row, form)]
    if request.GET.get("sort") in SORTS:
        rows.sort(key=SORTS[request.GET["sort"]], reverse=request.GET.get("order") == "desc")
    if ending := file_asked(request):
        about = _("OpenNTM, audits of producers of %(place)s") % {"place": unit.full_name}
        return download(ending, "audits", [title for _key, title in HEADS], map(line_of, rows), about)
    page = page_of(request, rows)
    context = {"unit": unit, "on": on, "form": form, "page": page, "audits": page.object_list, "all": len(found)}
    context["query"] = query_without(request, "page", "format")
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "produce/audits.html", context)


HEADS = [
    ("day", gettext_lazy("Day")),
    ("producer", gettext_lazy("Producer")),
    ("kind", gettext_lazy("Kind")),
    ("state", gettext_lazy("State")),
    ("score", gettext_lazy("Meets, per cent")),
    ("left", gettext_lazy("Still to be remedied")),
]
SORTS: dict[str, Any] = {
    "day": lambda row: (row.visit.day, row.visit.pk),
    "producer": lambda row: row.producer.sort_key,
    "kind": lambda row: row.visit.kind,
    "state": lambda row: row.visit.state,
    "score": lambda row: -1 if row.score is None else row.score,
    "left": lambda row: (row.open_major, row.open_minor),
}


def fits(row: AuditRow, form: forms.FindAuditForm) -> bool:
    state = form.wanted("state")
    is_left = bool(row.open_major or row.open_minor)
    return (
        fold(form.wanted("q")) in fold(row.producer.name)
        and form.wanted("kind") in ("", row.visit.kind)
        and (is_left if state == "remedy" else state in ("", row.visit.state))
    )


def line_of(row: AuditRow) -> list[Any]:
    said = [row.visit.day, row.producer.name, row.visit.get_kind_display(), row.visit.get_state_display()]
    return [*said, row.score, row.open_major + row.open_minor]


def audit_start(request: HttpRequest, code: str, day: str, pk: int, kind: str) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    one = get_object_or_404(here(producers_visible_to(person), unit), pk=pk)
    words = dict(kinds_for(person, one))
    if kind not in words:
        raise PermissionDenied
    form = forms.StartForm(request.POST or None, initial={"day": first_day(on)})
    if form.is_valid():
        given = {"producer": pk, "kind": kind, "day": form.cleaned_data["day"]}
        if visit := done(form, services.start_audit, by=person, **given):
            return redirect("produce:audit", code, day, visit.pk)
    lead = _("%(name)s. The checklist comes next; it can be answered in several goes.") % {"name": one}
    context = {"form": form, "heading": words[kind], "lead": lead, "button": _("Begin")}
    context["back"] = at("producer", code, day, pk)
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)


def audit(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The checklist as a form while the round is open and the reader makes it, else what was found."""
    unit, on, person = entered(request, code, day)
    visit, producer = seen(request, unit, pk)
    writes = audits_made_by(person).filter(pk=pk).exists()
    if request.method == "POST" and not writes:
        raise PermissionDenied
    form = AnswersForm(request.POST or None, visit=visit) if writes and visit.is_open else None
    if (
        form
        and form.is_valid()
        and done(form, services.answer_audit, by=person, pk=pk, answers=form.answers()) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("produce:audit", code, day, pk)
    context = {"unit": unit, "on": on, "visit": visit, "producer": producer, "form": form, "writes": writes}
    context |= {"row": audit_row(visit, producer), "checklist": checklist_of(visit), "left": len(unanswered(visit))}
    context |= {"groups": items_of(visit), "observations": visit.observations.all()}
    address = partial(at, "audit_file", code, day, pk)
    context |= {"photos": shown_photos(visit, address), "signatures": shown_signatures(visit, address)}
    context["answers"] = audits_answered_by(person).filter(pk=pk).exists()
    return render(request, "produce/audit.html", context, status=422 if form and form.errors else 200)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> tuple[Visit, Producer]:
    person = signed_in(request)
    rows = audits_visible_to(person).select_related("by", "place")
    rows = rows.prefetch_related("answers", "observations__photos")
    visit = get_object_or_404(rows, pk=pk)
    producer = get_object_or_404(here(producers_visible_to(person), unit), pk=int(visit.subject_key))
    return visit, producer


@require_POST
def audit_print(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, person = entered(request, code, day)
    visit, _producer = seen(request, unit, pk)
    return print_out_answer(request.POST.get("format"), lambda: services.print_audit(by=person, pk=visit.pk))


def observation_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    visit, producer = seen(request, unit, pk)
    first = {"item": request.GET.get("item"), "severity": Observation.Severity.MINOR}
    form = forms.ObservationForm(request.POST or None, request.FILES or None, visit=visit, initial=first)
    words = Words(heading=_("Add an observation"), said=_("The observation is recorded."), lead=str(producer))
    return entry(request, form, services.observe, back=at("audit", code, day, pk), given={"pk": pk}, words=words)


def audit_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    _visit, producer = seen(request, unit, pk)
    lead = _("%(name)s. What was found stays as it is; observations can still be answered.") % {"name": producer}
    form = forms.CloseForm(request.POST or None)
    words = Words(heading=_("Close the audit?"), button=_("Close the audit"), said=_("The audit is closed."), lead=lead)
    return entry(request, form, services.close_audit, back=at("audit", code, day, pk), given={"pk": pk}, words=words)


def audit_drop(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, person = entered(request, code, day)
    visit, producer = seen(request, unit, pk)
    if not visit.is_open:
        raise Http404
    if not audits_made_by(person).filter(pk=pk).exists():
        raise PermissionDenied
    lead = _("%(name)s. Only one that was begun by mistake and holds nothing yet.") % {"name": producer}
    said = _("The audit is taken back.")
    words = Words(heading=_("Take the audit back?"), button=_("Take it back"), said=said, lead=lead)
    given, back = {"pk": pk}, at("producer", code, day, producer.pk)
    form = ReasonForm(request.POST or None)
    return entry(request, form, services.drop_audit, back=back, given=given, words=words, is_danger=True)


def audit_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    _visit, producer = seen(request, unit, pk)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    words = Words(heading=_("Add a photo"), said=_("The photo is kept."), lead=str(producer))
    return entry(
        request, form, services.add_audit_photo, back=at("audit", code, day, pk), given={"pk": pk}, words=words
    )


def observation_answer(request: HttpRequest, code: str, day: str, pk: int, observation: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    visit, _producer = seen(request, unit, pk)
    one = get_object_or_404(visit.observations, pk=observation)
    form = forms.AnswerForm(request.POST or None, request.FILES or None)
    words = Words(heading=_("Answer the observation"), said=_("The answer is sent."), lead=one.demand)
    given = {"pk": observation}
    return entry(request, form, services.answer_observation, back=at("audit", code, day, pk), given=given, words=words)


def observation_close(request: HttpRequest, code: str, day: str, pk: int, observation: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    visit, _producer = seen(request, unit, pk)
    one = get_object_or_404(visit.observations, pk=observation)
    form = forms.RemedyForm(request.POST or None)
    words = Words(heading=_("Close the observation"), said=_("The observation is closed."), lead=one.demand)
    given = {"pk": observation}
    return entry(request, form, services.close_observation, back=at("audit", code, day, pk), given=given, words=words)


def audit_file(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """A photo of the round or of one of its observations."""
    unit, _on, _person = entered(request, code, day)
    visit, _producer = seen(request, unit, pk)
    kept = get_object_or_404(files_of(visit), pk=file)
    return attachment(content(kept), kept.media_type, kept.original_name)
