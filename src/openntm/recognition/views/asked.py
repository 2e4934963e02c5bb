"""The unit, the day and the refusals that pages of recognition share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from openntm.assessment.spoken import language
from openntm.office.asked import first_day, spot
from openntm.recognition.services.refused import Refused
from openntm.recognition.services.steps import StepRefused

__all__ = ["done", "first_day", "posted", "sentences", "spot"]


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
