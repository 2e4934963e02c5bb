"""The one table that leads from the kind of a code to the page that answers it."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from openntm.codes.models import Code
from openntm.codes.queries import plain_token, resolve
from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.desk import Answer, Asked, Desk
from openntm.codes.services import PRINT_OUT
from openntm.codes.tokens import LENGTH
from openntm.produce.services.posters import PRODUCT
from openntm.produce.stamps.pages import StampPages
from openntm.works.services.sign import WORK

PAGES: dict[str, Callable[[Code], str]] = {
    PRINT_OUT: lambda code: reverse("office:verify", args=[code.token]),
    PRODUCT: lambda code: reverse("produce:public_product", args=[code.key]),
    WORK: lambda code: reverse("works:public_work", args=[code.key]),
}
HEADERS = {  # few, as each costs; the page itself says its language and that nobody need index or refer to it
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


@cache
def desk() -> Desk:
    """One a process."""
    return Desk(StampPages())


def is_of_a_run(token: str) -> bool:
    return len(plain_token(token)) == LENGTH


def page_of(token: str) -> str | None:
    """Where a single code leads."""
    code = resolve(token)
    return PAGES[code.kind](code) if code and code.kind in PAGES else None


def headers_of(answer: Answer) -> dict[str, str]:
    return HEADERS | ({"Retry-After": str(answer.wait)} if answer.wait else {})


@require_safe
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer as the small application gives (`portal.scan`); a scan is a GET without a question."""
    if is_of_a_run(token):
        return of_a_run(request, token)
    if page := page_of(token):
        return redirect(page)
    return render(request, "office/verify_unknown.html", {"token": token}, status=404)


def of_a_run(request: HttpRequest, token: str) -> HttpResponse:
    language = language_of(request.GET.get("lang", ""), get_language() or "")
    asked = Asked(
        token,
        language,
        client_address(request),
        request.headers.get("User-Agent", ""),
        request.headers.get(settings.SCAN_PLACE_HEADER, "") if settings.SCAN_PLACE_HEADER else "",
        counts=request.method == "GET" and not request.GET,
    )
    answer = desk().answer(asked) or desk().answered(asked)
    response = HttpResponse(answer.body, status=answer.status, headers=headers_of(answer))
    response["Content-Language"] = language
    patch_vary_headers(response, ("Cookie",))
    return response
