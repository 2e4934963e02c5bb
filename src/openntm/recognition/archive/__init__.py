"""A dossier as one file that anybody can check: written to the byte by one rule, read without a database."""

from openntm.recognition.archive.check import Check, check_archive
from openntm.recognition.archive.container import ArchiveRefused
from openntm.recognition.archive.manifest import FORMAT, Kept
from openntm.recognition.archive.write import archive_bytes

__all__ = ["FORMAT", "ArchiveRefused", "Check", "Kept", "archive_bytes", "check_archive"]
