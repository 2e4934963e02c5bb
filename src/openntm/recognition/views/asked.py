"""The unit, the day and the refusals that pages of recognition share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from openntm.assessment.spoken import language
from openntm.office.access import today
from openntm.places.models import PlaceVersion
from openntm.places.queries import PlaceNotFound, bearer_of
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.steps import StepRefused


def spot(request: HttpRequest, code: str, day: str) -> tuple[PlaceVersion, date]:
    """The unit and the day of an address; an ended unit still has its pages."""
    try:
        on = date.fromisoformat(day)
        unit = bearer_of(code, on)
    except (ValueError, PlaceNotFound):
        raise Http404 from None
    request.place = unit  # type: ignore[attr-defined]
    return unit, on


def first_day(on: date) -> date:
    """The day that forms begin with: that of the address, today at the latest."""
    return min(on, today())


def posted(request: HttpRequest) -> Any:
    """What was sent, also when every field was left empty."""
    return request.POST if request.method == "POST" else None


def done(form: Any, service: Callable[..., Any], **given: Any) -> Any:
    """What the service made; None when a rule refused it, and then the form says why."""
    try:
        return service(**given)
    except (Refused, StepRefused) as refused:
        for sentence in sentences(refused):
            form.add_error(refused.field if refused.field in form.fields else None, sentence)
        return None


def sentences(refused: Refused | StepRefused) -> list[str]:
    """What was refused, in the reader's language."""
    return [getattr(one, language()) for one in refused.said] if isinstance(refused, StepRefused) else [str(refused)]
