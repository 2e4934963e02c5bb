"""Who asks, as Django sees it."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """As the trusted proxy says it; the last one of a list is what the proxy itself saw."""
    given = request.headers.get(settings.SCAN_CLIENT_HEADER, "") if settings.SCAN_CLIENT_HEADER else ""
    return given.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def language_of(wanted: str, otherwise: str = "") -> str:
    known = dict(settings.LANGUAGES)
    return wanted if wanted in known else otherwise if otherwise in known else settings.LANGUAGE_CODE
