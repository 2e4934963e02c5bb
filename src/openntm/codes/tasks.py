"""Work in the background: sheets of stamps."""

from django_tasks import task

from openntm.codes.services.sheets import make_sheets_of


@task()
def make_sheets(pk: int) -> None:
    """A second delivery finds the order begun or made."""
    make_sheets_of(pk)
