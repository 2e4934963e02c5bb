"""No address and no question of this product holds a NUL, which PostgreSQL refuses in any text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase


class PlainText:
    """Middleware: such a request is refused before anything looks for what it names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("NUL", content_type="text/plain")
        return self.get_response(request)
