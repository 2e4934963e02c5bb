"""Files of imports, kept under the hash of their content."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from openntm.assessment.models import Import


def keep_import(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(f"imports/{sha256}"):
        default_storage.save(f"imports/{sha256}", ContentFile(content))
    return sha256


def import_content(row: Import) -> bytes:
    with default_storage.open(f"imports/{row.sha256}") as kept:
        return bytes(kept.read())
