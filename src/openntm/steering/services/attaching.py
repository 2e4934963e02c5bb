"""Writes: files of a document, and the text that is read out of them."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.office.files import content, keep
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.places.vietnamese import clean, fold
from openntm.steering.access.directives import directives_visible_to, may_attach
from openntm.steering.models import Attachment, Directive
from openntm.steering.reading import Unreadable, text_of
from openntm.steering.services.registering import log

Reading = Attachment.Reading


class AlreadyAttached(Exception):
    """The document has this very file."""


@transaction.atomic
def attach_file(*, by: Person, pk: int, place: Place, upload: UploadedFile, title: str = "") -> Attachment:
    """`place` keeps the file of a national document; raises FileRefused for what may not be kept."""
    one = open_directive(by, pk, place)
    file = keep(upload, by, place=one.place or place)
    if one.attachments.filter(file=file).exists():
        raise AlreadyAttached
    reading = Reading.NO_TEXT if file.is_image else Reading.WAITING
    attachment = Attachment.objects.create(directive=one, file=file, title=clean(title), reading=reading)
    log(by, "directive.attach", one, one.place or place, after=_said(attachment))
    return attachment


@transaction.atomic
def detach_file(*, by: Person, pk: int, place: Place, attachment: int, reason: str) -> None:
    """The document lets go of a wrong file; the store and the log keep it."""
    one = open_directive(by, pk, place)
    wrong = one.attachments.select_related("file").get(pk=attachment)
    if wrong.file.place_id != (one.place or place).pk:
        raise PermissionDenied
    before = _said(wrong)
    wrong.delete()
    log(by, "directive.detach", one, one.place or place, before=before, reason=reason)


def _said(attachment: Attachment) -> dict[str, str]:
    number = attachment.directive.number
    return {"number": number, "file": str(attachment), "sha256": attachment.file.sha256}


def open_directive(by: Person, pk: int, place: Place) -> Directive:
    one = directives_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    if not may_attach(by, one, place):
        raise PermissionDenied
    return one


def read_attachment(*, pk: int) -> str:
    """Fills in the text once; what cannot be read says so. Not an act of a person: no line in the log."""
    found = Attachment.objects.select_related("file").filter(pk=pk, reading=Reading.WAITING).first()
    if found is None:
        return ""
    try:
        text = clean(text_of(content(found.file), found.file.media_type))
        found.reading = Reading.READ if text else Reading.NO_TEXT
    except (Unreadable, OSError):
        text, found.reading = "", Reading.UNREADABLE
    found.text, found.text_key = text, fold(text)
    found.save(update_fields=["reading", "text", "text_key"])
    return found.reading
