"""The story page of a site and the form of residents: no account, no cookie, no script, never an exact position."""

from time import time as seconds
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import networks_of
from openntm.codes.scanning.limits import Bucket
from openntm.heritage.access import sites_visible_to
from openntm.heritage.forms import ProposalForm
from openntm.heritage.models import Site
from openntm.heritage.queries.sites import site_rows
from openntm.heritage.services.proposals import receive_proposal
from openntm.office.access import today
from openntm.office.asked import done
from openntm.office.files import public_copy
from openntm.office.files.serve import copy_attachment
from openntm.places.queries import territory

BUCKET = Bucket(settings.REPORTS_PER_HOUR, window=3600)


def asked_language(request: HttpRequest) -> str:
    return language_of(request.GET.get("lang", ""), get_language() or "")


def shown_site(request: HttpRequest, pk: int) -> Site:
    return get_object_or_404(sites_visible_to(request.user).select_related("within"), pk=pk)


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everybody, whoever is signed in: what is printed from it travels on."""
    site, on = shown_site(request, pk), today()
    with override(asked_language(request)):
        row = site_rows(Site.objects.filter(pk=pk), on)[0]
        context: dict[str, Any] = {"heading": site.name, "site": site, "row": row, "on": on}
        context["now"] = [unit for unit in territory(site.place, on) if unit.place_id != site.place_id]
        context["accounts"] = site.accounts.all()
        context["pictures"] = site.files.filter(is_shown=True).exclude(file__copy_sha256="")
        context["holds"] = site.holds.filter(ended_on__isnull=True)
        return answer(render(request, "heritage/story.html", context))


@require_safe
def picture(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Its pixels alone."""
    kept = get_object_or_404(shown_site(request, pk).files.select_related("file"), pk=file, is_shown=True).file
    copy = public_copy(kept)
    if copy is None:
        raise Http404
    return copy_attachment(copy, str(file))


# No token against foreign forms: no cookie speaks for who sends, so a foreign page could do no more than anybody may.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    site = shown_site(request, pk)
    with override(asked_language(request)):
        form = ProposalForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return received(request, site, form)
        return shown(request, site, form)


def received(request: HttpRequest, site: Site, form: ProposalForm) -> HttpResponse:
    thanks = redirect(f"{reverse('heritage:propose', args=[site.pk])}?sent=1&lang={get_language()}")
    if wait := BUCKET.wait(networks_of(client_address(request))[0], seconds()):
        form.add_error(None, _("Too many messages came from your network within an hour. Please try again later."))
        refusal = shown(request, site, form, status=429)
        refusal["Retry-After"] = str(int(wait) + 1)
        return refusal
    if done(form, receive_proposal, site=site.pk, **form.given()) is None:
        return shown(request, site, form)
    return thanks


def shown(request: HttpRequest, site: Site, form: ProposalForm, *, status: int = 200) -> HttpResponse:
    context = {"site": site, "form": form, "heading": _("What do you know of this site?")}
    context["is_sent"] = "sent" in request.GET
    status = 422 if form.errors and status == 200 else status
    return answer(render(request, "heritage/propose.html", context, status=status))


def answer(response: HttpResponse) -> HttpResponse:
    response["Content-Language"], response["Cache-Control"] = get_language(), "no-store"
    return response
