"""Work in the background: sheets of stamps."""

from django_tasks import TaskContext, task

from openntm.codes.services.sheets import make_sheets_of


@task(takes_context=True)
def make_sheets(context: TaskContext, pk: int) -> None:
    """A second delivery finds the order begun or made; once the worker before died with it, it goes on."""
    make_sheets_of(pk, abandoned=context.attempt > 1)
