"""Condition rounds on a phone: begun at a site, answered item by item, repairs named, done, closed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.heritage import forms
from openntm.heritage.access import rounds_answered_by, rounds_made_by, rounds_visible_to
from openntm.heritage.models import Site
from openntm.heritage.queries.rounds import RoundRow, round_row, round_rows
from openntm.heritage.queries.sites import sites_of
from openntm.heritage.services import rounds as services
from openntm.heritage.views.common import at, entered, site_here
from openntm.office.access import may, today
from openntm.office.asked import done, first_day
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.visits.forms import AnswersForm
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import checklist_of, files_of, items_of, shown_photos, shown_signatures, unanswered

HEADS = [
    ("day", gettext_lazy("Day")),
    ("site", gettext_lazy("Heritage site")),
    ("state", gettext_lazy("State")),
    ("score", gettext_lazy("Meets, per cent")),
    ("left", gettext_lazy("Repairs left")),
]
SORTS: dict[str, Any] = {
    "day": lambda row: (row.visit.day, row.visit.pk),
    "site": lambda row: row.site.sort_key,
    "state": lambda row: row.visit.state,
    "score": lambda row: -1 if row.score is None else row.score,
    "left": lambda row: row.left,
}


def rounds(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Up to the day, newest first."""
    unit, on, person = entered(request, code, day)
    found = round_rows(rounds_visible_to(person).filter(day__lte=on), sites_of(unit, on, person))
    form = forms.FindRoundForm(request.GET or None)
    rows = [row for row in found if fits(row, form)]
    sort, descending = request.GET.get("sort", ""), request.GET.get("order") == "desc"
    if sort in SORTS:
        rows.sort(key=SORTS[sort], reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, condition rounds of heritage sites of %(place)s") % {"place": unit.full_name}
        return download(ending, "rounds", [title for _key, title in HEADS], map(line_of, rows), about)
    context = {"unit": unit, "on": on, "form": form, "page": page_of(request, rows), "all": len(found)}
    context["query"] = query_without(request, "page", "format")
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "heritage/rounds.html", context)


def fits(row: RoundRow, form: forms.FindRoundForm) -> bool:
    state = form.wanted("state")
    is_wanted = row.left > 0 if state == "remedy" else state in ("", row.visit.state)
    return is_wanted and fold(form.wanted("q")) in fold(row.site.name)


def line_of(row: RoundRow) -> list[Any]:
    return [row.visit.day, row.site.name, row.visit.get_state_display(), row.score, row.left]


def round_start(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on, person = entered(request, code, day)
    site = site_here(request, unit, pk)
    if not may(person, Action.CHECK_HERITAGE, site.place, today()):
        raise PermissionDenied
    form = forms.StartForm(request.POST or None, initial={"day": first_day(on)})
    if form.is_valid() and (visit := done(form, services.start_round, by=person, site=pk, **form.cleaned_data)):
        return redirect("heritage:round", code, day, visit.pk)
    lead = _("%(name)s. The checklist comes next; it can be answered in several goes.") % {"name": site}
    context = {"form": form, "heading": _("Begin a condition round"), "lead": lead, "button": _("Begin")}
    context["back"] = at("site", code, day, pk)
    return render(request, "office/entry.html", context, status=422 if form.errors else 200)


def one_round(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """The checklist as a form while the round is open and the reader makes rounds, else what was found."""
    unit, on, person = entered(request, code, day)
    visit, site = seen(request, unit, pk)
    writes = rounds_made_by(person).filter(pk=pk).exists()
    if request.method == "POST" and not writes:
        raise PermissionDenied
    form = AnswersForm(request.POST or None, visit=visit) if writes and visit.is_open else None
    if form and form.is_valid() and saved(form, person, pk):
        messages.success(request, _("Saved."))
        return redirect("heritage:round", code, day, pk)
    context = {"unit": unit, "on": on, "visit": visit, "site": site, "form": form, "writes": writes}
    context |= {"row": round_row(visit, site), "checklist": checklist_of(visit), "left": len(unanswered(visit))}
    context |= {"groups": items_of(visit), "observations": visit.observations.all()}
    address = partial(at, "round_file", code, day, pk)
    context |= {"photos": shown_photos(visit, address), "signatures": shown_signatures(visit, address)}
    context["answers"] = rounds_answered_by(person).filter(pk=pk).exists()
    return render(request, "heritage/round.html", context, status=422 if form and form.errors else 200)


def saved(form: AnswersForm, person: Person, pk: int) -> bool:
    return done(form, services.answer_round, by=person, pk=pk, answers=form.answers()) is not None


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> tuple[Visit, Site]:
    rows = rounds_visible_to(request.user).select_related("by", "place")
    visit = get_object_or_404(rows.prefetch_related("answers", "observations__photos"), pk=pk)
    return visit, site_here(request, unit, int(visit.subject_key))


def act(
    request: HttpRequest, spot: tuple[str, str, int], make: Any, service: Any, words: Words, **given: Any
) -> HttpResponse:
    """A form about the round at `spot`; `make` gives the form for what was sent."""
    code, day, pk = spot
    form = make(request.POST or None, request.FILES or None)
    return entry(request, form, service, back=at("round", code, day, pk), given={"pk": pk, **given}, words=words)


def observation_add(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    visit, site = seen(request, unit, pk)
    first = {"item": request.GET.get("item"), "severity": Observation.Severity.MINOR}

    def make(sent: Any, files: Any) -> forms.ObservationForm:
        return forms.ObservationForm(sent, files, visit=visit, initial=first)

    words = Words(_("Name damage or a threat"), _("It is recorded, with the repair that is needed."), site.name)
    return act(request, (code, day, pk), make, services.observe, words)


def round_photo(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    _visit, site = seen(request, unit, pk)
    lead = _("%(name)s. Kept without position and camera.") % {"name": site}
    words = Words(_("Add a photo"), _("The photo is kept."), lead)
    return act(request, (code, day, pk), forms.PhotoForm, services.add_round_photo, words)


def round_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    _visit, site = seen(request, unit, pk)
    lead = _("%(name)s. What was found stays as it is; repairs can still be reported.") % {"name": site}
    words = Words(_("Close the round?"), _("The round is closed."), lead, _("Close the round"))
    return act(request, (code, day, pk), forms.CloseForm, services.close_round, words)


def repair_answer(request: HttpRequest, code: str, day: str, pk: int, observation: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    one = get_object_or_404(seen(request, unit, pk)[0].observations, pk=observation)
    words = Words(_("Report the repair"), _("The answer is sent."), one.demand)
    return act(request, (code, day, pk), forms.AnswerForm, services.answer_repair, words, pk=one.pk)


def repair_close(request: HttpRequest, code: str, day: str, pk: int, observation: int) -> HttpResponse:
    unit, _on, _person = entered(request, code, day)
    one = get_object_or_404(seen(request, unit, pk)[0].observations, pk=observation)
    words = Words(_("Confirm the repair"), _("The repair is confirmed."), one.demand)
    return act(request, (code, day, pk), forms.RemedyForm, services.close_repair, words, pk=one.pk)


def round_file(request: HttpRequest, code: str, day: str, pk: int, file: int) -> HttpResponse:
    """A photo of the round or of one of its repairs."""
    unit, _on, _person = entered(request, code, day)
    visit, _site = seen(request, unit, pk)
    kept = get_object_or_404(files_of(visit), pk=file)
    return attachment(content(kept), kept.media_type, kept.original_name)
