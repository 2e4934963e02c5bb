"""The form by which a shopper reports a stamp: no account, no cookie, no script."""

from time import time as seconds
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from openntm.codes.queries import plain_token
from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import networks_of
from openntm.codes.scanning.limits import Bucket
from openntm.office.files import FileRefused
from openntm.office.refused import Refused
from openntm.produce.models import StampReport
from openntm.produce.stamps import reports
from openntm.produce.stamps.forms import MoreForm, ReportForm

HOUR = 3600
BUCKET = Bucket(settings.REPORTS_PER_HOUR, window=HOUR)
NETWORKS, CODES = (
    Bucket(20 * settings.REPORTS_PER_HOUR, window=HOUR),
    Bucket(5 * settings.REPORTS_PER_HOUR, window=HOUR),
)


# No token against foreign forms: no cookie speaks for who sends, so a foreign page could do no more than anybody may.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stamp_report(request: HttpRequest, token: str) -> HttpResponse:
    """One tap on the stamp's page sends the kind alone; then more may be said for an hour."""
    with override(language_of(request.GET.get("lang", ""), get_language() or "")):
        if sealed := request.GET.get("sent", ""):
            return sent(request, token, sealed)
        form = ReportForm(request.POST or None, request.FILES or None, initial={"kind": "fake"})
        if request.method == "POST" and form.is_valid():
            return received(request, token, form)
        return shown(request, token, form)


def received(request: HttpRequest, token: str, form: ReportForm) -> HttpResponse:
    if wait := waiting(request, token):
        form.add_error(None, _("Too many reports came from your network or of this code. Please try again later."))
        answer = shown(request, token, form, status=429)
        answer["Retry-After"] = str(int(wait) + 1)
        return answer
    try:
        report = reports.receive_report(token=token, trapped=form.is_trapped, **form.given())
        return to_sent(token, reports.sealed_pk(report))
    except FileRefused as refused:
        form.add_error("photo", str(refused))
        return shown(request, token, form)


def waiting(request: HttpRequest, token: str) -> float:
    """Seconds until the client, its network and the code may be heard again."""
    (client, network), now = networks_of(client_address(request)), seconds()
    return BUCKET.wait(client, now) or NETWORKS.wait(network, now) or CODES.wait(plain_token(token), now)


def sent(request: HttpRequest, token: str, sealed: str) -> HttpResponse:
    """Thanks, and the form for more."""
    form = MoreForm(request.POST or None, request.FILES or None)
    is_added = False
    if request.method == "POST" and form.is_valid():
        try:
            reports.add_to_report(sealed=sealed, trapped=form.is_trapped, **form.given())
            is_added = True
        except FileRefused as refused:
            form.add_error("photo", str(refused))
        except (signing.BadSignature, StampReport.DoesNotExist, Refused):
            form.add_error(None, _("Nothing can be added to this report any more. Send another one."))
    return shown(request, token, form, is_sent=True, is_added=is_added)


def to_sent(token: str, sealed: str) -> HttpResponse:
    language = get_language() or ""
    more = f"&lang={language}" if language != settings.LANGUAGE_CODE else ""
    return redirect(f"{reverse('produce:stamp_report', args=[token])}?sent={sealed}{more}")


def shown(request: HttpRequest, token: str, form: Any, *, status: int = 200, **told: Any) -> HttpResponse:
    plain = plain_token(token)[: reports.LONGEST_TOKEN]
    context = {"token": token, "plain": plain, "form": form, "heading": _("Report a stamp"), **told}
    status = 422 if form.errors and status == 200 else status
    answer = render(request, "produce/stamps/report.html", context, status=status)
    answer["Cache-Control"], answer["X-Robots-Tag"], answer["Content-Language"] = "no-store", "noindex", get_language()
    return answer
