"""The pages of dossiers: the list of a place, one that is opened, one as it stands."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.assessment.spoken import language
from openntm.office.access import may, requires, signed_in, today
from openntm.office.asked import spot
from openntm.office.exports import download
from openntm.office.listing import file_asked, page_of
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.forms.dossiers import OpenForm
from openntm.recognition.procedure.loader import procedures_for
from openntm.recognition.procedure.surveys import households_needed, share_of
from openntm.recognition.queries.changes import what_changed
from openntm.recognition.queries.facts import conditions_of, consultations_of, facts_of
from openntm.recognition.queries.openings import openers_of, waiting_registrations
from openntm.recognition.queries.parts import PartState, parts_of
from openntm.recognition.queries.register import SORTS, Row, Wanted, dossiers_on, states_known
from openntm.recognition.queries.snapshots import findings_of, without_threshold
from openntm.recognition.queries.standing import history_of, next_steps, path_of, returns_open
from openntm.recognition.queries.surveys import lacking_of, surveys_for
from openntm.recognition.services.binding import is_being_prepared, preparer
from openntm.recognition.services.opinions import tier_held
from openntm.recognition.services.steps import NotYourStep, StepRefused, open_dossier
from openntm.recognition.views.dossier_common import Here, here_of, tell
from openntm.steering.models import Title

TURNS = [
    ("commune", gettext_lazy("commune")),
    ("district", gettext_lazy("district")),
    ("province", gettext_lazy("province")),
    ("done", gettext_lazy("nobody: ended")),
]
HEADINGS = [
    gettext_lazy("Code"),
    gettext_lazy("Unit"),
    gettext_lazy("Title"),
    gettext_lazy("Year"),
    gettext_lazy("State"),
    gettext_lazy("Since"),
    gettext_lazy("Whose turn"),
    gettext_lazy("Due"),
    gettext_lazy("Days overdue"),
    gettext_lazy("Illustrative"),
]


@requires(Action.READ_FIGURES)
def dossiers(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    wanted = wanted_of(request)
    among = dossiers_visible_to(signed_in(request))
    rows = dossiers_on(among, unit, on, wanted)
    if ending := file_asked(request):
        told = _("OpenNTM, dossiers of %(place)s as of %(day)s") % {"place": unit.full_name, "day": f"{on:%d/%m/%Y}"}
        return download(ending, "dossiers", HEADINGS, [cells(row) for row in rows], told)
    everything = dossiers_on(among, unit, on, Wanted())
    page = page_of(request, rows)
    context = {
        "unit": unit,
        "on": on,
        "day_iso": day,
        "page": page,
        "all": everything,
        "running": sum(row.holder is not None for row in everything),
        "late": sum(row.late > 0 for row in everything),
        "wanted": wanted,
        "query": urlencode({key: value for key, value in asdict(wanted).items() if value}),
        "states": [
            (key, state) for key, state in states_known().items() if key in {one.state_id for one in everything}
        ],
        "titles": [one for one in Title if one in {row.dossier.title for row in everything}],
        "years": sorted({row.dossier.year for row in everything}, reverse=True),
        "turns": TURNS,
        "openers": openers_of(signed_in(request), unit, on),
    }
    return render(request, "recognition/dossiers.html", context)


def wanted_of(request: HttpRequest) -> Wanted:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state", "title", "year", "turn", "due")}
    sort = request.GET.get("sort", "")
    return Wanted(**asked, sort=sort if sort in SORTS else "due")


def cells(row: Row) -> list[Any]:
    return [
        row.unit.code,
        row.name,
        str(row.dossier.get_title_display()),
        row.dossier.year,
        getattr(row.state, language()),
        row.since.strftime("%d/%m/%Y"),
        getattr(row.holder, language()) if row.holder else "",
        row.due.strftime("%d/%m/%Y") if row.due else "",
        max(row.late, 0) if row.due else "",
        _("illustrative") if row.dossier.illustrative else "",
    ]


@requires(Action.READ_FIGURES)
def dossier_open(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For the unit of the address itself; from a registration where `registration` names one."""
    unit, on = spot(request, code, day)
    by = signed_in(request)
    titles = openers_of(by, unit, on)
    if not titles:
        raise PermissionDenied
    waiting = waiting_registrations(unit.place)
    chosen = next((one for one in waiting if str(one.pk) == request.GET.get("registration")), None)
    first = {"title": chosen.title, "year": chosen.year, "holder": chosen.holder} if chosen else {"year": on.year}
    older = older_of(request.POST or first)
    form = OpenForm(
        request.POST or None,
        titles=titles,
        older=_("Use the rules of the period before") if older else "",
        initial={"day": min(on, today()), **first},
    )
    if form.is_valid():
        try:
            given = form.cleaned_data
            origin: dict[str, Any] = (
                {"registration": chosen} if chosen else {"place": unit.place, "title": given["title"]}
            )
            if not chosen:
                origin |= {"year": given["year"], "holder": given["holder"]}
            law = older if given.get("older") else ""
            made = open_dossier(by=by, day=given["day"], procedure=law, **origin)
            return redirect("recognition:dossier", code, day, made.pk)
        except NotYourStep:
            raise PermissionDenied from None
        except StepRefused as refused:
            tell(form, refused)
    context = {"unit": unit, "on": on, "day_iso": day, "form": form, "waiting": waiting, "chosen": chosen}
    context["open_law"] = next((one for one in laws_of(request.POST or first) if one.known != "yes"), None)
    return render(request, "recognition/dossier_open.html", context, status=422 if form.errors else 200)


def laws_of(given: Any) -> list[Any]:
    title, year = str(given.get("title") or "ntm"), str(given.get("year") or "")
    return procedures_for(title, int(year)) if year.isdecimal() and len(year) == 4 else []


def older_of(given: Any) -> str:
    """The rules that may be named where those of the year are not known."""
    return next((one.instead for one in laws_of(given) if one.instead), "")


def dossier(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    """As it stood on the day; acts only on the page of its last day or later."""
    here = here_of(request, code, day, pk)
    one, on = here.dossier, here.acts_on
    facts = facts_of(one, on)
    is_past = one.steps.filter(day__gt=here.on).exists()
    context = here.words | {
        "path": path_of(one, on),
        "state": here.law.states[one.state],
        "holder": here.law.actors[name].named(on) if (name := here.law.states[one.state].held_by) else None,
        "late": (here.on - one.due).days if one.due else 0,
        "is_past": is_past,
        "steps": next_steps(one, here.by, on, facts),
        "returns": returns_open(one, here.by, on),
        "parts": [part_row(here, part) for part in parts_of(one, on)],
        "history": history_of(one),
        "changed": what_changed(one),
        "facts": facts,
        "unknown": without_threshold(findings_of(one)),
        "may_bind": is_being_prepared(one) and bool(here.may_act_as(here.law.states[here.law.first_state].held_by)),
        "may_answer": here.holds_it or here.may_act_as(here.law.states[here.law.first_state].held_by),
        "illustrative": one.illustrative,
        "may_export": may(here.by, Action.EXPORT, one.place, today()),
    }
    return render(request, "recognition/dossier.html", context | said_of(here, on))


def said_of(here: Here, on: Any) -> dict[str, Any]:
    """What others said: consultations, the meeting, satisfaction, conditions."""
    one, law = here.dossier, here.law
    rules = law.titles[one.title].satisfaction
    survey = one.satisfaction.prefetch_related("contents").last()
    asks = rules.households if rules else None
    needed = households_needed(asks.least, survey.households) if survey and asks else None
    tier, held = tier_held(one), one.meetings.last()
    confirmed = {row.condition: row for row in conditions_of(one, on)}
    periods = consultations_of(one)
    return {
        "consultations": [(period, law.consultations.get(period.tier), opinion_counts(period)) for period in periods],
        "is_consulting": any(period.tier == tier for period in periods),
        "may_consult": here.holds_it and tier in law.consultations,
        "may_say": here.holds_it or here.may_act_as("front"),
        "tier": tier,
        "meeting": held,
        "meeting_rule": law.votes.get("meeting"),
        "meeting_share": share_of(held.in_favour, held.present) if held else None,
        "survey": survey,
        "survey_rules": rules,
        "survey_share": share_of(survey.satisfied, survey.answered) if survey else None,
        "survey_contents": [(row, share_of(row.satisfied, row.answered)) for row in survey.contents.all()]
        if survey
        else [],
        "survey_needed": needed,
        "survey_lacking": lacking_of(survey, needed),
        "may_survey": here.may_act_as("front"),
        "may_take_over": here.may_act_as("front") and surveys_for(one).exists(),
        "conditions": [(rule, confirmed.get(rule.id)) for rule in law.conditions if rule.stands_on(on)],
        "preparer": preparer(one).named(on),
    }


def opinion_counts(period: Any) -> dict[str, int]:
    rows = list(period.opinions.all())
    return {
        "people": sum(row.people for row in rows),
        "agree": sum(row.people for row in rows if row.agrees),
        "disagree": sum(row.people for row in rows if row.agrees is False),
        "rows": len(rows),
        "open": sum(not row.answer and row.agrees is not True for row in rows),
    }


def part_row(here: Here, part: PartState) -> dict[str, Any]:
    """A part with who adds it, and where it is made or handed in."""
    mine = here.may_add(part.part.by)
    make = ""
    if mine and part.part.generated:
        try:
            make = reverse("recognition:part_make", args=[here.code, here.day, here.dossier.pk, part.part.id])
        except NoReverseMatch:
            make = ""
    return {
        "one": part,
        "actor": here.law.actors[part.part.by].named(here.acts_on),
        "is_mine": mine,
        "make": make,
        "is_product": part.part.generated is not None,
    }
