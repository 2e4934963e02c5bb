"""The page on which a household answers with the code of its slip: no account, no cookie, no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.office.refused import Refused
from openntm.office.strangers import no_address
from openntm.participation.forms.surveys import AnswersForm
from openntm.participation.models import Slip
from openntm.participation.queries.surveys import slip_of
from openntm.participation.services.survey_answers import receive_answer, refuse_household
from openntm.participation.services.survey_refusals import AnsweredAlready
from openntm.participation.strangers import shown, stranger
from openntm.participation.views.slip_codes import ask_code, unknown_code
from openntm.places.queries import nearest_version

ASK, OVER = "participation/surveys/household_ask.html", "participation/surveys/household_over.html"


@stranger
def household_code(request: HttpRequest) -> HttpResponse:
    """For whoever types the code."""
    return ask_code(request, _("Survey of residents"), reverse("participation:household_code"), household_address)


@stranger
def household(request: HttpRequest, token: str) -> HttpResponse:
    try:
        slip = slip_of(token)
    except Slip.DoesNotExist:
        return unknown_code(request, _("Survey of residents"), reverse("participation:household_code"))
    try:
        refuse_household(slip)
        return asked(request, slip)
    except Refused as refused:
        return shown(request, OVER, told(slip, refused), status=409 if request.method == "POST" else 200)


def asked(request: HttpRequest, slip: Slip) -> HttpResponse:
    """Sent: the same address again, which then says thanks."""
    survey = slip.hamlet.survey
    form = AnswersForm(request.POST or None, questionnaire=survey.questionnaire)
    if request.method == "POST" and form.is_valid():
        with no_address():
            receive_answer(token=slip.token, said=form.given["said"])
        return redirect(household_address(slip.token))
    status = 422 if request.method == "POST" else 200
    return shown(request, ASK, about(slip) | {"form": form}, status=status)


def household_address(token: str) -> str:
    language = get_language() or ""
    return reverse("participation:household", args=[token]) + ("?lang=en" if language == "en" else "")


def about(slip: Slip) -> dict[str, Any]:
    survey = slip.hamlet.survey
    unit = nearest_version(survey.place, survey.begins)
    return {"slip": slip, "survey": survey, "unit": unit, "heading": _("Survey of residents")}


def told(slip: Slip, refused: Refused) -> dict[str, Any]:
    return about(slip) | {"refused": refused, "is_answered": isinstance(refused, AnsweredAlready)}
