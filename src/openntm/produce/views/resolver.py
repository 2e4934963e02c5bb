"""The resolver of GS1 Digital Link, and of our own identifiers: it leads to pages, or says which links there are."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openntm.codes.scanning.asking import language_of
from openntm.produce.gs1 import DigitalLink, LinkRefused, parse
from openntm.produce.gs1.refused import MissingValue, UnknownKey
from openntm.produce.models import Producer
from openntm.produce.queries.identifying import Keys
from openntm.produce.queries.resolving import (
    LINKS,
    Target,
    links_of,
    linkset,
    producer_of_gln,
    target_of,
)
from openntm.produce.views.public import PAGES

LINKSET = "application/linkset+json"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
KINDS = ("gs1:", LINKS, "https://ref.gs1.org/voc/")  # how a kind of link may be written before its name
View = Callable[..., HttpResponse]
READING = "GET, HEAD, OPTIONS"
WHOLE = ("linkset", "all")
DESCRIPTION = {
    "supportedPrimaryKeys": ["01", "414", "417"],
    "linkTypeDefaultCanBeLinkset": False,
    "supportedLinkType": [{"namespace": LINKS, "prefix": "gs1:"}],
    "jsonLdContextLocation": CONTEXT,
}


def open_to_programs(view: View) -> View:
    """Read only, by programs of other sites too: they ask beforehand (OPTIONS) what they may."""

    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": READING, "Access-Control-Allow-Methods": READING})
            response["Access-Control-Allow-Headers"] = "Accept, Accept-Language"
        else:
            with override(language_of(request.GET.get("lang", ""), get_language() or "")):
                response = view(request, *given, **named)
        response["Access-Control-Allow-Origin"] = "*"  # no cookie is set or read
        return response

    return require_http_methods(["GET", "HEAD", "OPTIONS"])(answered)


@open_to_programs
def description(request: HttpRequest) -> HttpResponse:
    """What this resolver can do, at the address where GS1's standard looks for it."""
    name = settings.OFFICE_NAME or "OpenNTM"
    told = {"name": name, "resolverRoot": settings.ADDRESS, **DESCRIPTION, "contact": {"fn": name}}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@open_to_programs
def digital_link(request: HttpRequest, key: str, rest: str) -> HttpResponse:
    path = f"/{key}/{rest}"
    try:
        link = read(path, request.META["QUERY_STRING"])
    except LinkRefused as why:
        return refused(request, str(why), 400)
    if key == "01":
        return answer(request, target_of(Keys(link.primary[1], 0, link.get("10"), link.get("21"))))
    producer = producer_of_gln(link.primary[1])
    return answer(request, Target("producer", "producer", producer) if producer else None)


def read(path: str, query: str) -> DigitalLink:
    """The server has decoded the path: a stroke inside a value is told from one between keys by trying."""
    asked = f"?{query}" if query else ""
    try:
        return parse(settings.ADDRESS + escape_uri_path(path) + asked)
    except (UnknownKey, MissingValue):
        if whole := joined(path):
            return parse(settings.ADDRESS + whole + asked)
        raise


def joined(path: str) -> str:
    """Values taken as long as the next key in its order allows; empty if that does not fit either."""
    rest, written = path.strip("/").partition("/")[2], "/01"
    value, _slash, rest = rest.partition("/")
    written += f"/{value}"
    for key, later in (("22", ("/10/", "/21/")), ("10", ("/21/",)), ("21", ())):
        if not rest.startswith(f"{key}/"):
            continue
        value = rest[len(key) + 1 :]
        spots = [spot for one in later if (spot := value.find(one)) > 0]
        end = min(spots, default=len(value))
        written, rest = f"{written}/{key}/{quote(value[:end], safe='')}", value[end + 1 :]
    return written if not rest else ""


@open_to_programs
def own_product(request: HttpRequest, pk: int | str, number: str = "", serial: str = "") -> HttpResponse:
    """Our identifiers where there is no GTIN: the same answers; without a question of links the page itself."""
    target = target_of(Keys(product=int(pk), lot=number, serial=serial))
    if target and not target.has_walked and not serial and not asks_links(request):
        return PAGES[target.level](request, target)
    return answer(request, target)


@open_to_programs
def own_producer(request: HttpRequest, pk: int) -> HttpResponse:
    producer = Producer.objects.filter(pk=pk).first()
    target = Target("producer", "producer", producer) if producer else None
    return answer(request, target) if asks_links(request) or target is None else PAGES[target.level](request, target)


def asks_links(request: HttpRequest) -> bool:
    return bool(request.GET.get("linkType")) or LINKSET in request.headers.get("Accept", "")


def answer(request: HttpRequest, target: Target | None) -> HttpResponse:
    """A redirect to the best page, to the page of the kind of link that was asked for, or all links."""
    if target is None:
        return refused(request, _("Nothing of this number is known here. Is it the whole number?"), 404)
    wanted = request.GET.get("linkType", "")
    origin = f"{request.scheme}://{request.get_host()}"
    certificate = has_certificate(target)
    if wanted in WHOLE or (not wanted and asks_links(request)):
        told = linkset(target, origin, certificate)
        response: HttpResponse = JsonResponse(told, content_type=LINKSET, json_dumps_params={"ensure_ascii": False})
        response["Link"] = f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
        return response
    if wanted:
        kind = next((wanted.removeprefix(start) for start in KINDS if wanted.startswith(start)), wanted)
        found = links_of(target, origin, certificate).get(LINKS + kind)
        if found is None:
            return refused(request, _("There is no link of this kind for it."), 404)
        return redirect(found[0]["href"], preserve_request=True)
    asked = f"?asked={target.asked}" if target.has_walked else ""
    response = redirect(target.page + asked, preserve_request=True)
    response["Vary"] = "Accept"
    return response


def has_certificate(target: Target) -> bool:
    return bool(target.lot and target.lot.certificate_id)


def refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    if "json" in request.headers.get("Accept", ""):
        told = {"type": "about:blank", "title": why, "status": status}
        response: HttpResponse = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
        response["Content-Type"] = "application/problem+json"
    else:
        response = render(request, "produce/trace/refused.html", {"why": why}, status=status)
    return response
