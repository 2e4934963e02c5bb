"""Writes: that a dossier left the product as one file."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from openntm.assessment.snapshot import checksum
from openntm.office.access import acting_for, may, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.archive import archive_bytes
from openntm.recognition.models import Dossier
from openntm.recognition.queries.export import files, story, what


@transaction.atomic
def export_dossier(*, by: Person | None, pk: int) -> bytes:
    """The whole dossier with its manifest; None is the command line."""
    dossier = (dossiers_visible_to(by) if by else Dossier.objects).select_related("place", "assessment").get(pk=pk)
    if by and not may(by, Action.EXPORT, dossier.place, today()):
        raise PermissionDenied
    archive = archive_bytes(story(dossier), files(dossier), what=what(dossier))
    behalf = acting_for(by, Action.EXPORT, dossier.place, today()) if by else None
    after = {"size": len(archive), "file": checksum(archive)}
    record(by, "dossier.export", dossier, after=after, place=dossier.place, on_behalf_of=behalf)
    return archive
