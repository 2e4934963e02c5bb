"""Writes: that a dossier left the product as one file."""

from hashlib import file_digest
from io import BufferedRandom, BytesIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from openntm.office.access import acting_for, may, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.recognition.access.dossiers import dossiers_visible_to
from openntm.recognition.archive import ContentDiffers, write_archive
from openntm.recognition.models import Dossier
from openntm.recognition.queries.export import files, missing, story, what
from openntm.recognition.services.refused import Refused


class FilesMissing(Refused):
    sentence = _(
        "The dossier is not whole: missing or changed in the data directory: %(names)s. Restore from a backup."
    )


def export_dossier(*, by: Person | None, pk: int, target: BytesIO | BufferedRandom) -> int:
    """The whole dossier with its manifest, written to `target`, which can be read too; None is the command line.

    The files are copied outside any transaction, which would keep everybody else from writing.
    """
    with transaction.atomic():
        dossier = (dossiers_visible_to(by) if by else Dossier.objects).select_related("place", "assessment").get(pk=pk)
        if by and not may(by, Action.EXPORT, dossier.place, today()):
            raise PermissionDenied
        told, kept, words = story(dossier), list(files(dossier)), what(dossier)
    if lost := missing(kept):
        raise FilesMissing(names="; ".join(lost))
    try:
        write_archive(target, told, kept, what=words)
    except (ContentDiffers, FileNotFoundError) as error:
        raise FilesMissing(names=str(error)) from error
    size = target.tell()
    target.seek(0)
    after = {"size": size, "file": file_digest(target, "sha256").hexdigest()}
    target.seek(0)
    with transaction.atomic():
        behalf = acting_for(by, Action.EXPORT, dossier.place, today()) if by else None
        record(by, "dossier.export", dossier, after=after, place=dossier.place, on_behalf_of=behalf)
    return size
