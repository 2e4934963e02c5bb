"""The log of acts: entries that are only ever added, each bound to the one before by its hash."""

import json
from typing import Any, NoReturn

from django.db import models

from openntm.office.models.people import Person


class AppendOnly(Exception):
    """Somebody tried to change or remove a line of the log."""


class LogEntries(models.QuerySet["LogEntry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class LogEntry(models.Model):
    """One act. Everything here is hashed, so nothing here is personal: people are ids, places are keys."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=80)
    place_key = models.CharField(max_length=120, blank=True, db_index=True)
    changes = models.TextField()
    seal = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    objects = LogEntries.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="log_by_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def changed(self) -> dict[str, list[Any]]:
        """Field → [before, after], personal fields left out."""
        changed: dict[str, list[Any]] = json.loads(self.changes)
        return changed


class LogParticulars(models.Model):
    """What may have to be forgotten: names, the reason in free words, the address; the entry keeps only its seal."""

    entry = models.OneToOneField(LogEntry, on_delete=models.PROTECT, related_name="particulars", primary_key=True)
    salt = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=150, blank=True)
    address = models.CharField(max_length=45, blank=True)
    reason = models.TextField(blank=True)
    changes = models.TextField(default="{}")

    def __str__(self) -> str:
        return f"{self.entry_id}"

    @property
    def changed(self) -> dict[str, list[Any]]:
        """Field → [before, after] of the personal fields."""
        changed: dict[str, list[Any]] = json.loads(self.changes)
        return changed


class LogHead(models.Model):
    """One row: the number and hash of the last entry; whoever writes an entry holds it locked."""

    number = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.sha256}"
