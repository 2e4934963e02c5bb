"""Work that takes longer than a page may: large spreadsheets."""

from django_tasks import task

from openntm.assessment.services.imports import WrongState, confirm_import, read_again, read_import
from openntm.assessment.services.writing import Overtaken
from openntm.office.models import Person

LARGE = 150_000


@task()
def read_large(pk: int) -> None:
    """A second delivery of the same task finds the import already read."""
    try:
        read_import(pk=pk)
    except WrongState:
        return


@task()
def confirm_large(pk: int, by: int) -> None:
    """The person's rights are asked again when the work is done, not when it was ordered."""
    try:
        confirm_import(by=Person.objects.get(pk=by), pk=pk)
    except Overtaken:
        read_again(pk=pk)
    except WrongState:
        return
