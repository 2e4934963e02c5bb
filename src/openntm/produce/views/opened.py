"""Trace events as open data."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openntm.office.licence import OPEN_DATA
from openntm.office.listing import page_of
from openntm.produce.epcis.writing import document
from openntm.produce.queries.opened import open_events, told

MEDIA = "application/ld+json"
LICENCE = f'<{OPEN_DATA}>; rel="license"'


@require_safe
def events(request: HttpRequest) -> JsonResponse:
    """An EPCISDocument a page; the header `Link` leads to the next one and to the licence."""
    page = page_of(request, open_events())
    answer = JsonResponse(
        document(told(page), timezone.now()), content_type=MEDIA, json_dumps_params={"ensure_ascii": False}
    )
    links = [f'<{request.path}?page={page.next_page_number()}>; rel="next"'] if page.has_next() else []
    answer["Link"] = ", ".join([*links, LICENCE])
    return answer
