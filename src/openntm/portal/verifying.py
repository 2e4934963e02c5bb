"""Codes of print-outs are verified at the pace at which codes are scanned: who asks too often waits."""

from collections.abc import Callable
from time import time as seconds

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.crowd import networks_of
from openntm.codes.scanning.limits import Bucket
from openntm.produce.stamps.pages import StampPages

BEGINNING = "/verify/"


class Paced:
    """Middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.clients, self.networks = Bucket(settings.SCAN_PER_CLIENT), Bucket(settings.SCAN_PER_NETWORK)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BEGINNING):
            return self.get_response(request)
        (client, network), now = networks_of(client_address(request)), seconds()
        wait = self.clients.wait(client, now) or self.networks.wait(network, now)
        return busy(int(wait) + 1) if wait else self.get_response(request)


def busy(wait: int) -> HttpResponse:
    page = StampPages().busy(language_of(get_language() or ""))
    return HttpResponse(page.body("", 0, 0, 0), status=page.status, headers={"Retry-After": str(wait)})
