"""The page on which a household answers with the code of its slip: no account, no cookie, no script."""

from time import time as seconds
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.codes.queries import plain_token
from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import networks_of
from openntm.codes.scanning.limits import Bucket
from openntm.office.refused import Refused
from openntm.office.strangers import no_address
from openntm.participation.forms.surveys import AnswersForm, CodeForm
from openntm.participation.models import Slip
from openntm.participation.queries.surveys import slip_of
from openntm.participation.services.survey_answers import receive_answer, refuse_household
from openntm.participation.services.survey_refusals import AnsweredAlready
from openntm.places.queries import nearest_version

ASK, CODE, OVER = (
    "participation/surveys/household_ask.html",
    "participation/surveys/household_code.html",
    "participation/surveys/household_over.html",
)
HOUR = 3600
GUESSES = Bucket(
    60, window=HOUR
)  # wrong codes of one client; right ones are always answered, a village shares a network


@require_safe
def household_code(request: HttpRequest) -> HttpResponse:
    """For whoever types the code."""
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        form = CodeForm(request.GET if "code" in request.GET else None)
        if form.is_valid() and (token := plain_token(form.cleaned_data["code"])).isalnum():
            return redirect(household_address(token))
        return answer(request, CODE, {"form": form, "heading": _("Survey of residents")})


# No token against foreign forms: no cookie speaks for who sends, the code of the slip does.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: HttpRequest, token: str) -> HttpResponse:
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        try:
            slip = slip_of(token)
        except Slip.DoesNotExist:
            return unknown(request)
        try:
            refuse_household(slip)
            return asked(request, slip)
        except Refused as refused:
            return answer(request, OVER, told(slip, refused), status=409 if request.method == "POST" else 200)


def asked(request: HttpRequest, slip: Slip) -> HttpResponse:
    """Sent: the same address again, which then says thanks."""
    survey = slip.hamlet.survey
    form = AnswersForm(request.POST or None, questionnaire=survey.questionnaire)
    if request.method == "POST" and form.is_valid():
        with no_address():
            receive_answer(token=slip.token, said=form.given["said"])
        return redirect(household_address(slip.token))
    status = 422 if request.method == "POST" else 200
    return answer(request, ASK, about(slip) | {"form": form}, status=status)


def household_address(token: str) -> str:
    language = get_language() or ""
    return reverse("participation:household", args=[token]) + ("?lang=en" if language == "en" else "")


def about(slip: Slip) -> dict[str, Any]:
    survey = slip.hamlet.survey
    unit = nearest_version(survey.place, survey.begins)
    return {"slip": slip, "survey": survey, "unit": unit, "heading": _("Survey of residents")}


def told(slip: Slip, refused: Refused) -> dict[str, Any]:
    return about(slip) | {"refused": refused, "is_answered": isinstance(refused, AnsweredAlready)}


def unknown(request: HttpRequest) -> HttpResponse:
    if wait := GUESSES.wait(networks_of(client_address(request))[0], seconds()):
        busy = answer(request, CODE, {"form": CodeForm(), "is_busy": True, "heading": _("Survey of residents")}, 429)
        busy["Retry-After"] = str(int(wait) + 1)
        return busy
    return answer(request, CODE, {"form": CodeForm(), "is_unknown": True, "heading": _("Survey of residents")}, 404)


def answer(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    made = render(request, page, context, status=status)
    made["Cache-Control"], made["X-Robots-Tag"], made["Content-Language"] = "no-store", "noindex", get_language()
    return made
