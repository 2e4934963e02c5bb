"""The one table that leads from the kind of a code to the page that answers it."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from openntm.codes.models import Code
from openntm.codes.queries import plain_token, resolve
from openntm.codes.scanning.asking import client_address, language_of
from openntm.codes.scanning.desk import Answer, Asked, Desk
from openntm.codes.scanning.singles import count_scan
from openntm.codes.services import PRINT_OUT
from openntm.codes.tokens import LENGTH
from openntm.heritage.services.files import HERITAGE
from openntm.participation.services.reports.receiving import CODE as REPORT
from openntm.produce.services.posters import PRODUCT
from openntm.produce.stamps.pages import StampPages
from openntm.services.queries.leading import page_of_key
from openntm.services.queries.scans import GUIDE, GUIDES
from openntm.works.services.sign import WORK

PAGES: dict[str, Callable[[Code], str]] = {
    PRINT_OUT: lambda code: reverse("office:verify", args=[code.token]),
    GUIDE: lambda code: page_of_key(code.key),
    GUIDES: lambda code: page_of_key(code.key),
    HERITAGE: lambda code: reverse("heritage:story", args=[code.key]),
    PRODUCT: lambda code: reverse("produce:public_product", args=[code.key]),
    WORK: lambda code: reverse("works:public_work", args=[code.key]),
    REPORT: lambda code: reverse("participation:report_status", args=[code.token]),
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


def leads_on(asked: Asked, answer: Answer) -> bool:
    """No code of a run, and not asked for too often: it may be one that was minted alone."""
    return not answer.wait and not is_of_a_run(asked.token)


def page_of(token: str, agent: str, *, counts: bool) -> str | None:
    """Where a single code leads; `counts` if this is a scan and not only a look."""
    code = resolve(token)
    if code is None or code.kind not in PAGES:
        return None
    if counts:
        count_scan(code, agent, timezone.localdate())
    return PAGES[code.kind](code)


def headers_of(answer: Answer) -> dict[str, str]:
    return HEADERS | ({"Retry-After": str(answer.wait)} if answer.wait else {})


@csrf_exempt  # it changes nothing: other methods are refused as such
@require_safe
def scanned(request: HttpRequest, token: str) -> HttpResponse:
    """The same answer as the small application gives (`portal.scan`); a scan is a GET without a question."""
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
    if leads_on(asked, answer) and (page := page_of(token, asked.agent, counts=asked.counts)):
        return redirect(page)
    response = HttpResponse(answer.body, status=answer.status, headers=headers_of(answer))
    response["Content-Language"] = language
    patch_vary_headers(response, ("Cookie",))
    return response
