"""Every address is closed to strangers unless the list of public ones names it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from openntm.office.log import remote_address


class Closed:
    """Middleware: a stranger who asks for an address that is not public is led to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = remote_address.set(request.META.get("REMOTE_ADDR", ""))
        try:
            return self.get_response(request)
        finally:
            remote_address.reset(token)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if match and (match.view_name in settings.PUBLIC_PAGES or "api" in match.namespaces):
            return None  # the API asks for a token itself, route by route
        if request.user.is_authenticated:
            return None
        return redirect_to_login(request.get_full_path())
