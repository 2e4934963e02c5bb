"""Work that takes longer than a page may: re-checks of many places."""

from datetime import date

from django.core.exceptions import ValidationError
from django_tasks import task
from django_tasks.base import TaskResult
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.recognition.services.rechecks import run_recheck


@task()
def recheck_many(place: int, on: str, by: int) -> None:
    """The person's rights are asked again when the work is done."""
    person = Person.objects.get(pk=by)
    run_recheck(by=person, place=Place.objects.get(pk=place), on=date.fromisoformat(on))


def ordered(number: str) -> TaskResult | None:
    """How an order stands; None where there is none of that number."""
    try:
        return recheck_many.get_result(number)
    except (TaskResultDoesNotExist, TaskResultMismatch, NotImplementedError, ValidationError, ValueError):
        return None
