"""The field work of a survey: entering answers, households that are not reached, slips and lists to print."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openntm.office.access import requires, signed_in
from openntm.office.asked import done
from openntm.office.entry import Words, entry
from openntm.office.listing import page_of
from openntm.office.roles import Action
from openntm.participation.forms.surveys import EnterForm, UnreachedForm
from openntm.participation.models import Answer, Slip, Survey, SurveyHamlet
from openntm.participation.services.survey_answers import Outcome, enter_answer, mark_unreached
from openntm.participation.views.common import at
from openntm.participation.views.slip_codes import on_paper
from openntm.participation.views.surveys import run_here
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version

MODES = {
    Answer.Mode.PAPER.value: lambda: _("Enter a paper"),
    Answer.Mode.INTERVIEW.value: lambda: _("Ask at the door"),
}


@requires(Action.RUN_SURVEYS)
def survey_enter(request: HttpRequest, code: str, day: str, pk: int, mode: str) -> HttpResponse:
    """Accepted: the same page again, for the next household."""
    _unit, one = run_here(request, code, day, pk, Survey.State.OPEN)
    if mode not in MODES:
        raise Http404
    form = EnterForm(request.POST or None, questionnaire=one.questionnaire)
    if request.method == "POST" and form.is_valid():
        outcome = done(form, enter_answer, by=signed_in(request), pk=pk, mode=mode, **form.given)
        if outcome is not None:
            messages.add_message(
                request, messages.WARNING if outcome is Outcome.DIFFERS else messages.SUCCESS, said(outcome)
            )
            return redirect(request.path)
    context = {"survey": one, "form": form, "heading": MODES[mode](), "back": at("survey", code, day, pk), "mode": mode}
    return render(request, "participation/surveys/enter.html", context, status=422 if form.errors else 200)


def said(outcome: Outcome) -> str:
    return {
        Outcome.COUNTED: _("Counted. The answer is kept without the household."),
        Outcome.ONCE: _("Entered once. Enter the same paper a second time before the survey closes."),
        Outcome.DIFFERS: _("This differs from the first entry. Look at the paper and enter it once more."),
    }[outcome]


@requires(Action.RUN_SURVEYS)
def survey_unreached(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    run_here(request, code, day, pk, Survey.State.OPEN)
    words = Words(
        heading=_("A household is not reached"),
        button=_("Record"),
        said=_("Recorded. The list names the reserve household that is asked instead, if one is left."),
        lead=_("The next household of the hamlet's reserve is asked instead."),
    )
    form, back = UnreachedForm(request.POST or None), at("survey", code, day, pk)
    service = lambda **given: mark_unreached(**given) or True  # noqa: E731
    return entry(request, form, service, words=words, back=back, given={"pk": pk})


@requires(Action.RUN_SURVEYS)
def survey_list(request: HttpRequest, code: str, day: str, pk: int, position: int) -> HttpResponse:
    """For interviewers: which households of the hamlet are asked, and which have answered."""
    context = hamlet_here(request, code, day, pk, position)
    slips = (
        Slip.objects.filter(hamlet=context["hamlet"]).select_related("returned", "reading").order_by("rank", "number")
    )
    return render(request, "participation/surveys/list.html", context | {"slips": slips})


@requires(Action.RUN_SURVEYS)
def survey_slips(request: HttpRequest, code: str, day: str, pk: int, position: int) -> HttpResponse:
    """The papers to hand out, fifty on a page of the screen."""
    context = hamlet_here(request, code, day, pk, position)
    page = page_of(request, Slip.objects.filter(hamlet=context["hamlet"]).order_by("rank", "number"))
    context |= {"page": page, "query": "", "papers": [paper(slip) for slip in page], "answers": Answer.Said.labels}
    return render(request, "participation/surveys/slips.html", context)


def hamlet_here(request: HttpRequest, code: str, day: str, pk: int, position: int) -> dict[str, Any]:
    _here, one = run_here(request, code, day, pk, Survey.State.OPEN)
    hamlet: SurveyHamlet = get_object_or_404(one.hamlets, position=position)
    unit: PlaceVersion = nearest_version(one.place, one.begins)
    back = at("survey", code, day, pk)
    return {"survey": one, "hamlet": hamlet, "unit": unit, "back": back, "illustrative": one.illustrative}


def paper(slip: Slip) -> dict[str, Any]:
    address = reverse("participation:household", args=[slip.token])
    return {"slip": slip} | on_paper(slip.token, address, reverse("participation:household_code"))
