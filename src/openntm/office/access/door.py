"""The door of a view that speaks for a place."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from openntm.office.access.rights import may, may_anywhere, today
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, place_at

View = Callable[..., HttpResponseBase]


def requires(action: Action) -> Callable[[View], View]:
    """Anonymous: to sign in. No right to read there: 404. May read but not do this: 403."""

    def close(view: View) -> View:
        @wraps(view)
        def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            refuse(request, action, kwargs)
            return view(request, *args, **kwargs)

        closed.action = action  # type: ignore[attr-defined]
        return closed

    return close


def refuse(request: HttpRequest, action: Action, kwargs: dict[str, Any]) -> None:
    if "code" not in kwargs:
        if not may_anywhere(request.user, action, today()):
            raise PermissionDenied
        return
    unit = named_unit(kwargs["code"], kwargs["day"])
    request.place = unit  # type: ignore[attr-defined]  # for the view and the page's frame, which ask for it again
    if not may(request.user, action, unit.place, today()):
        if may(request.user, Action.READ_FIGURES, unit.place, today()):
            raise PermissionDenied
        raise Http404


def named_unit(code: str, day: date | str) -> PlaceVersion:
    try:
        return place_at(code, day if isinstance(day, date) else date.fromisoformat(day))
    except (PlaceNotFound, ValueError) as missing:
        raise Http404 from missing
