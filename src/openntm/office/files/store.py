"""A file is taken in, judged by its bytes, and kept under the hash of its content."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone

from openntm.office.files.accept import FileRefused, accepted_type, refused_type, within_limit
from openntm.office.files.strip import stripped
from openntm.office.log import record
from openntm.office.models import Person, StoredFile
from openntm.places.models import Place

__all__ = ["FileRefused", "content", "keep", "keep_for_stranger", "public_copy"]


@transaction.atomic
def keep(upload: UploadedFile, by: Person | None, *, place: Place | None = None) -> StoredFile:
    """The same content at the same place gives the same row again; raises FileRefused."""
    content = within_limit(upload)
    media_type = accepted_type(content)
    sha256 = hashlib.sha256(content).hexdigest()
    same = StoredFile.objects.filter(sha256=sha256, place=place)
    known = (same if place else same.filter(kept_by=by)).first()
    if known:
        return known
    copy_sha256 = write_copy(content, media_type)  # first: it refuses a picture that cannot be drawn
    write(f"private/{sha256}", content)
    file = StoredFile.objects.create(
        sha256=sha256,
        size=len(content),
        media_type=media_type,
        original_name=plain_name(upload.name or ""),
        place=place,
        copy_sha256=copy_sha256,
        kept_by=by,
        kept_at=timezone.now(),
    )
    if by:  # of a stranger, the act to which the file belongs tells
        record(by, "file.keep", file, after={"sha256": sha256, "size": file.size, "type": media_type}, place=place)
    return file


def keep_for_stranger(upload: UploadedFile) -> StoredFile:
    """A picture of somebody without an account: only the copy without metadata; nobody sees it but by its act."""
    given = within_limit(upload)
    copy = stripped(given, accepted_type(given))
    if copy is None:
        raise refused_type()
    return keep(SimpleUploadedFile("picture", copy), None)


def write_copy(content: bytes, media_type: str) -> str:
    copy = stripped(content, media_type)
    if copy is None:
        return ""
    sha256 = hashlib.sha256(copy).hexdigest()
    write(f"public/{sha256}", copy)
    return sha256


def write(path: str, content: bytes) -> None:
    """By hash: what is there already has these bytes."""
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))


def content(file: StoredFile) -> bytes:
    """The file as it was handed in."""
    with default_storage.open(f"private/{file.sha256}") as kept:
        return bytes(kept.read())


def public_copy(file: StoredFile) -> bytes | None:
    """The picture without its metadata; None for a document, which has no public copy."""
    if not file.copy_sha256:
        return None
    with default_storage.open(f"public/{file.copy_sha256}") as kept:
        return bytes(kept.read())


def plain_name(name: str) -> str:
    """Only shown and offered when saving; no path, no control characters, never used to find the bytes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-200:] or "file"
