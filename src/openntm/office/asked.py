"""What pages share that speak for a unit and a day and send a form to a service."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from openntm.office.access import today
from openntm.office.files import FileRefused
from openntm.office.refused import Refused
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, bearer_of

FILES = ("file", "picture", "photo")  # names of the fields of forms that take a file


def spot(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date]:
    """The unit and the day of an address, as the door left it; an ended unit still has its pages."""
    try:
        on = date.fromisoformat(day)
        unit = getattr(request, "place", None) or bearer_of(code, on)
    except (ValueError, PlaceNotFound):
        raise Http404 from None
    request.place = unit  # type: ignore[attr-defined]
    return unit, on


def first_day(on: date) -> date:
    """The day that forms begin with: that of the address, today at the latest."""
    return min(on, today())


def done(form: Any, service: Callable[..., Any], **given: Any) -> Any:
    """What the service made; None when a rule refused it, and then the form says why at the rule's field."""
    try:
        return service(**given)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except FileRefused as refused:
        form.add_error(next((name for name in FILES if name in form.fields), None), str(refused))
    return None
