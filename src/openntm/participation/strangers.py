"""What the pages share on which people without an account send something: no cookie, no address kept, not too often."""

from collections.abc import Callable
from time import time as seconds
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import Crowd, networks_of
from openntm.codes.scanning.journal import folder
from openntm.codes.scanning.limits import Bucket
from openntm.office.access import today

Page = Callable[..., HttpResponse]
HOUR = 3600
TOO_MUCH = gettext_lazy("Too much came from your network within an hour. Please try again later.")
REPORTS = Bucket(settings.REPORTS_PER_HOUR, window=HOUR)
ACTS = Bucket(3 * settings.REPORTS_PER_HOUR, window=HOUR)  # voices, requests, additions


def network(request: HttpRequest) -> str:
    return networks_of(client_address(request))[0]


def wait(bucket: Bucket, request: HttpRequest) -> int:
    """Seconds until this network is heard again; 0: it is heard now."""
    late = bucket.wait(network(request), seconds())
    return int(late) + 1 if late else 0


def mark(request: HttpRequest) -> str:
    """Tells one network from another for today, with a salt that is deleted when the day is over."""
    return Crowd(folder(), today().isoformat()).hashed(network(request)).hex()


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, late: int = 0
) -> HttpResponse:
    """A small page in its language, kept by nobody on the way."""
    query = request.GET.copy()
    query["lang"] = "en" if get_language() == "vi" else "vi"
    context["other_language"] = query.urlencode()
    answer = render(request, template, context, status=429 if late else status)
    answer["Cache-Control"], answer["X-Robots-Tag"] = "no-store", "noindex"
    answer["Content-Language"] = get_language() or ""
    if late:
        answer["Retry-After"] = str(late)
    return answer


def stranger(view: Page) -> Page:
    """In the language asked for; no token against foreign forms: no cookie speaks for who sends, so a foreign page
    could do no more than anybody may."""

    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(language_of(request.GET.get("lang", ""), get_language() or "")):
            return view(request, *args, **kwargs)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(spoken))
