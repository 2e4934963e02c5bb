"""Which stored pictures a stranger may see."""

from datetime import date

from django.db import transaction

from openntm.office.access import files_visible_to
from openntm.office.log import record, row
from openntm.office.models import Person, StoredFile
from openntm.office.roles import Action


class NoPublicCopy(Exception):
    """Only pictures have a copy without metadata."""


@transaction.atomic
def publish_file(*, by: Person, pk: int, is_public: bool, on: date) -> StoredFile:
    file = files_visible_to(by, on, Action.PUBLISH_FILES).select_for_update(of=("self",)).get(pk=pk)
    if not file.copy_sha256:
        raise NoPublicCopy
    before = row(file, ["is_public"])
    file.is_public = is_public
    file.save(update_fields=["is_public"])
    record(by, "file.publish", file, before=before, after=row(file, ["is_public"]), place=file.place)
    return file
