"""The button that computes a commune's figures from the registers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from openntm.assessment.services.computed import NoCommune, compute_figures
from openntm.assessment.views.common import spot
from openntm.office.access import requires, signed_in
from openntm.office.roles import Action


@require_POST
@requires(Action.ENTER_FIGURES)
def compute(request: HttpRequest, code: str, day: str) -> HttpResponse:
    place, on = spot(request, code, day)
    try:
        found = compute_figures(by=signed_in(request), place=place.place, day=on)
    except NoCommune:
        messages.error(request, _("Figures are computed for a rural commune."))
    else:
        say(request, len(found))
    return redirect("assessment:entry", code, day)


def say(request: HttpRequest, count: int) -> None:
    if count:
        text = ngettext("%(count)s figure was computed.", "%(count)s figures were computed.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("The registers hold nothing of this commune: nothing was computed."))
