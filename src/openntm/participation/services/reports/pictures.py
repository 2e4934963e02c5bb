"""Pictures that nobody may see any more leave the store."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from openntm.office.models import StoredFile


def drop_files(pks: Iterable[int]) -> None:
    """Unless something else shows the same picture."""
    for file in StoredFile.objects.filter(pk__in=pks):
        try:
            with transaction.atomic():
                file.delete()
        except ProtectedError:
            continue
        transaction.on_commit(lambda file=file: drop_bytes(file))  # type: ignore[misc]


def drop_bytes(file: StoredFile) -> None:
    for folder, sha256, field in (("private", file.sha256, "sha256"), ("public", file.copy_sha256, "copy_sha256")):
        if sha256 and not StoredFile.objects.filter(**{field: sha256}).exists():
            default_storage.delete(f"{folder}/{sha256}")
