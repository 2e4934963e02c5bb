"""Work that takes longer than a page may: re-checks of many places."""

from datetime import date

from django_tasks import task

from openntm.office.models import Person
from openntm.places.models import Place
from openntm.recognition.services.rechecks import run_recheck


@task()
def recheck_many(place: int, on: str, by: int) -> None:
    """The person's rights are asked again when the work is done."""
    person = Person.objects.get(pk=by)
    run_recheck(by=person, place=Place.objects.get(pk=place), on=date.fromisoformat(on))
