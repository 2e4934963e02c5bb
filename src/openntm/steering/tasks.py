"""Work in the background: the text of attachments is read for the search."""

from django_tasks import task

from openntm.steering.services.attaching import read_attachment


@task()
def read_text(pk: int) -> None:
    """A second delivery finds the text already read."""
    read_attachment(pk=pk)
