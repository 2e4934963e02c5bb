"""Satisfaction surveys: the list, one survey with its field work or its results, its plan, its opening and end."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import requires, today
from openntm.office.access.cover import covered
from openntm.office.asked import first_day, spot
from openntm.office.entry import Words, entry
from openntm.office.exports import download
from openntm.office.listing import file_asked, heads, page_of, query_without
from openntm.office.roles import Action
from openntm.office.wording import in_language
from openntm.participation.access.surveys import may_run, surveys_visible_to
from openntm.participation.forms.common import Bare
from openntm.participation.forms.surveys import CloseForm, PlanForm
from openntm.participation.models import Survey
from openntm.participation.queries.survey_columns import LIST, RESULT, list_lines, result_lines, warnings
from openntm.participation.queries.surveys import SurveyRow, progress_of, results_of, survey_rows
from openntm.participation.services import surveys as services
from openntm.participation.surveys.rules import rules, rules_on
from openntm.participation.views.common import at, communes
from openntm.places.models import HAMLET_KINDS, PlaceVersion
from openntm.places.queries import nearest_version, subtree

HEADS = [
    ("rule", gettext_lazy("Survey")),
    ("begins", gettext_lazy("Days")),
    ("state", gettext_lazy("State")),
    ("answered", gettext_lazy("Answered of those asked")),
    ("share", gettext_lazy("Satisfied (%)")),
]
SORTS: dict[str, Any] = {
    "rule": lambda row: (row.survey.rule_id, row.unit.sort_key),
    "begins": lambda row: row.survey.begins,
    "state": lambda row: list(Survey.State).index(row.survey.state),
    "answered": lambda row: row.answered,
    "share": lambda row: (row.share is not None, row.share),
}


def surveys(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """For everybody those that are closed; whoever reads there also sees the others."""
    unit, on = spot(request, code, day)
    found = surveys_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    found = found.exclude(state=Survey.State.CLOSED, begins__gt=on)
    sort, descending = request.GET.get("sort", "begins"), request.GET.get("order", "desc") == "desc"
    rows = sorted(survey_rows(found, on), key=SORTS.get(sort, SORTS["begins"]), reverse=descending)
    if ending := file_asked(request):
        about = _("OpenNTM, satisfaction surveys of %(place)s") % {"place": unit.full_name}
        is_open = all(row.survey.state == Survey.State.CLOSED for row in rows)
        return download(ending, "surveys", LIST, list_lines(rows), about, is_open=is_open)
    context = {"unit": unit, "on": on, "page": page_of(request, rows), "illustrative": is_illustrative(rows)}
    context |= {"query": query_without(request, "page", "format"), "may_plan": may_plan(request, unit)}
    context["heads"] = list(heads(request, HEADS, sort, descending=descending))
    return render(request, "participation/surveys/surveys.html", context)


def may_plan(request: HttpRequest, unit: PlaceVersion) -> bool:
    return bool(services.level_of(unit)) and may_run(request.user, unit.place)


def is_illustrative(rows: list[SurveyRow]) -> bool:
    return any(row.survey.illustrative for row in rows)


def seen(request: HttpRequest, unit: PlaceVersion, pk: int) -> Survey:
    found = surveys_visible_to(request.user).filter(place__in=covered([unit.place], today()))
    return get_object_or_404(found.select_related("place"), pk=pk)


def survey(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    unit, on = spot(request, code, day)
    one = seen(request, unit, pk)
    context: dict[str, Any] = {"unit": nearest_version(one.place, one.begins), "code": code, "on": on, "survey": one}
    context |= {"may_run": may_run(request.user, one.place), "illustrative": one.illustrative}
    if one.state == Survey.State.CLOSED:
        found = results_of(one)
        if ending := file_asked(request):
            about = _("OpenNTM, results of the satisfaction survey of %(place)s, closed on %(day)s")
            told = about % {"place": context["unit"].full_name, "day": one.ends.strftime("%d/%m/%Y")}
            told = f"{told}; {said}" if (said := warnings(found)) else told
            return download(ending, f"survey-{one.pk}", RESULT, result_lines(found), told)
        return render(request, "participation/surveys/results.html", context | {"results": found})
    hamlets = list(progress_of(one))
    names = ("households", "sample", "reserve", "answered", "unreached", "waiting")
    context["total"] = {name: sum(getattr(hamlet, name) for hamlet in hamlets) for name in names}
    return render(request, "participation/surveys/survey.html", context | {"hamlets": hamlets})


def run_here(request: HttpRequest, code: str, day: str, pk: int, *states: Survey.State) -> tuple[PlaceVersion, Survey]:
    """The survey that the person runs, in one of the states; an address from before a change is no page any more."""
    unit, _on = spot(request, code, day)
    one = seen(request, unit, pk)
    services.refuse_unless_runs(request.user, one.place)  # type: ignore[arg-type]
    if one.state not in states:
        raise Http404
    return unit, one


@requires(Action.RUN_SURVEYS)
def survey_plan(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    services.refuse_unless_runs(request.user, unit.place)  # type: ignore[arg-type]
    level = services.level_of(unit)
    law = rules_on(first_day(on), level)
    names = communes(unit, on) if level == "district" else subtree(unit.place, on, HAMLET_KINDS)
    first = {"rule": law[0].id if law else "", "begins": first_day(on), "basis": Survey.Basis.RULE}
    first |= {"run_by": _("Fatherland Front committee of %(place)s") % {"place": unit.full_name}}
    first |= {"hamlets": "\n".join(f"{one.name}; " for one in names)}
    form = PlanForm(request.POST or None, rules=law, initial=first)
    words = Words(
        heading=_("Plan a satisfaction survey"),
        button=_("Save the plan"),
        said=_("The plan is saved: check how many households of each hamlet are asked."),
        lead=_("The households are drawn when the survey is opened; until then the plan may be changed."),
    )
    to = lambda made: at("survey", code, day, made.pk)  # noqa: E731
    return entry(
        request,
        form,
        services.plan_survey,
        words=words,
        back=at("surveys", code, day),
        to=to,
        given={"place": unit.place},
    )


@requires(Action.RUN_SURVEYS)
def survey_change(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = run_here(request, code, day, pk, Survey.State.PLANNED)
    law = [rule for rule in rules().values() if rule.level == one.rule.level]
    first = {name: getattr(one, name) for name in PlanForm.base_fields if hasattr(one, name) and name != "hamlets"}
    first |= {"rule": one.rule_id}
    first |= {"hamlets": "\n".join(f"{hamlet.name}; {hamlet.households}" for hamlet in one.hamlets.all())}
    form = PlanForm(request.POST or None, rules=law, initial=first)
    words = Words(heading=_("Change the plan"), button=_("Save the plan"), said=_("The plan is saved."))
    return entry(request, form, services.change_plan, words=words, back=at("survey", code, day, pk), given={"pk": pk})


@requires(Action.RUN_SURVEYS)
def survey_open(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = run_here(request, code, day, pk, Survey.State.PLANNED)
    sample = sum(hamlet.sample for hamlet in one.hamlets.all())
    lead = _("%(count)s households are drawn by chance and get a slip each. The plan can then no longer be changed.")
    words = Words(
        heading=_("Draw the households and open the survey?"),
        button=_("Draw and open"),
        said=_("The households are drawn: print the slips and the lists."),
        lead=lead % {"count": sample},
    )
    form = Bare(request.POST if request.method == "POST" else None)
    return entry(request, form, services.open_survey, words=words, back=at("survey", code, day, pk), given={"pk": pk})


@requires(Action.RUN_SURVEYS)
def survey_close(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    _unit, one = run_here(request, code, day, pk, Survey.State.OPEN)
    total = sum(hamlet.answered for hamlet in progress_of(one))  # type: ignore[attr-defined]
    lead = _(
        "%(count)s households have answered. The answers are counted once and for all, and the results are public: "
        "%(rule)s."
    )
    words = Words(
        heading=_("Close the survey?"),
        button=_("Close and publish the results"),
        said=_("The survey is closed; the results are public."),
        lead=lead % {"count": total, "rule": in_language(one.rule.says)},
    )
    form, back = CloseForm(request.POST or None), at("survey", code, day, pk)
    return entry(request, form, services.close_survey, words=words, back=back, given={"pk": pk}, is_danger=True)
