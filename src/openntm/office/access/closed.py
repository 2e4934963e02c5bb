"""Every address is closed to strangers unless the list of public ones names it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from openntm.office.access.rights import today
from openntm.office.access.tokens import basic, bearer
from openntm.office.log import remote_address


class Closed:
    """Middleware: a stranger is led to the sign-in page, a program without a token gets 401."""

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
        if match and "openrosa" in match.namespaces:
            return self.by_token_alone(request)
        is_program = bool(match and "api" in match.namespaces)
        if is_program and (person := bearer(request, today())):
            request.user = person
        if request.user.is_authenticated or (match and match.view_name in settings.PUBLIC_PAGES):
            return None
        return unknown_program() if is_program else redirect_to_login(request.get_full_path())

    def by_token_alone(self, request: HttpRequest) -> HttpResponseBase | None:
        """A session's cookie is not enough: another site could send it along."""
        if person := basic(request, today()):
            request.user = person
            return None
        asked = {"WWW-Authenticate": 'Basic realm="OpenNTM", charset="UTF-8"', "X-OpenRosa-Version": "1.0"}
        return HttpResponse(status=401, headers=asked)


def unknown_program() -> HttpResponseBase:
    return JsonResponse({"detail": "A token is needed."}, status=401, headers={"WWW-Authenticate": "Bearer"})
