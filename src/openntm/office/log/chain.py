"""How a line of the log is written down for hashing: canonical JSON, so that the bytes are the same anywhere."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from openntm.office.models import LogEntry, LogParticulars

Plain = str | int | bool | None | list[Any]


def canonical(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def plain(value: Any) -> Plain:
    """A value as JSON keeps it exactly: decimals and days as text, rows as their key."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, models.Model):
        return str(getattr(value, "key", value.pk))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    return str(value)


def row(subject: models.Model, fields: Iterable[str]) -> dict[str, Plain]:
    """The named fields of a row as they are now: what `record` takes as `before` and `after`."""
    return {field: plain(getattr(subject, field)) for field in fields}


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, list[Plain]]:
    old, new = before or {}, after or {}
    pairs = {field: [plain(old.get(field)), plain(new.get(field))] for field in {*old, *new}}
    return {field: pair for field, pair in sorted(pairs.items()) if pair[0] != pair[1]}


def entry_hash(entry: LogEntry) -> str:
    return digest(
        {
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "by": entry.by_id,
            "verb": entry.verb,
            "subject": [entry.subject_kind, entry.subject_key],
            "place": entry.place_key,
            "changes": entry.changes,
            "seal": entry.seal,
            "previous": entry.previous,
        }
    )


def seal_of(particulars: LogParticulars) -> str:
    """Bound to the entry by a salt: when the salt is forgotten with the names, the seal says nothing about them."""
    return digest([particulars.salt, particulars.name, particulars.address, particulars.reason, particulars.changes])
