"""A dossier as one file that anybody can check: written to the byte by one rule, read without a database."""

from openntm.recognition.archive.check import Check, check_archive
from openntm.recognition.archive.container import ArchiveRefused, ContentDiffers, Outside
from openntm.recognition.archive.manifest import FORMAT, Kept
from openntm.recognition.archive.write import archive_bytes, write_archive

__all__ = [
    "FORMAT",
    "ArchiveRefused",
    "Check",
    "ContentDiffers",
    "Kept",
    "Outside",
    "archive_bytes",
    "check_archive",
    "write_archive",
]
