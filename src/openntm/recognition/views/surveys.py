"""The page on which the counts of a closed survey are taken over into a dossier."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openntm.recognition.forms.surveys import TakeOverForm
from openntm.recognition.queries.surveys import surveys_for
from openntm.recognition.services.surveys import take_over_survey
from openntm.recognition.views.dossier_common import act, here_of, refuse_unless


def satisfaction_survey(request: HttpRequest, code: str, day: str, pk: int) -> HttpResponse:
    here = here_of(request, code, day, pk)
    refuse_unless(here.may_act_as("front"))
    found = surveys_for(here.dossier)
    if not found:
        raise Http404
    form = TakeOverForm(request.POST or None, surveys=found, initial={"survey": found[0].pk})
    words: dict[str, Any] = {
        "title": _("Take over from a survey"),
        "button": _("Take over"),
        "done": _("The counts of the survey stand in the dossier."),
    }
    return act(request, here, form, partial(take_over_survey, by=here.by, pk=pk), **words)
