"""One line in the log, in the transaction of the act that it tells of."""

import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from functools import partial
from typing import Any
from unicodedata import normalize

from django.db import models, transaction
from django.utils import timezone

from openntm.office.log import anchor
from openntm.office.log.chain import canonical, differences, entry_hash, plain, seal_of
from openntm.office.models import LogEntry, LogHead, LogParticulars, Person
from openntm.places.models import Place

remote_address: ContextVar[str] = ContextVar("remote_address", default="")


@transaction.atomic(savepoint=False)  # the act does not stand without its line
def record(
    by: Person | None,
    verb: str,
    subject: models.Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    place: Place | None = None,
    reason: str = "",
    on_behalf_of: Person | None = None,
) -> LogEntry:
    """`by` is None when nobody is signed in, as on the command line; `verb` is `package.act`, as `work.stop`."""
    head = locked_head()
    personal: frozenset[str] = getattr(subject, "PERSONAL", frozenset())
    changed = differences(before, after)
    if on_behalf_of is not None:
        changed["on_behalf_of"] = [None, on_behalf_of.pk]
    particulars = LogParticulars(
        salt=secrets.token_hex(16),
        name=str(by) if by else "",
        address=remote_address.get(),
        reason=normalize("NFC", reason),
        changes=canonical({field: pair for field, pair in changed.items() if field in personal}),
    )
    entry = LogEntry(
        number=head.number + 1,
        at=timezone.now(),
        by=by,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_key=str(plain(subject)),
        place_key=place.key if place else "",
        changes=canonical({field: pair for field, pair in changed.items() if field not in personal}),
        seal=seal_of(particulars),
        previous=head.sha256,
    )
    return add(entry, particulars, head)


def locked_head() -> LogHead:
    heads = LogHead.objects.select_for_update()
    found = heads.filter(pk=1).first()
    if found is None:  # before the first entry
        LogHead.objects.get_or_create(pk=1)
        return heads.get(pk=1)
    return found


def add(entry: LogEntry, particulars: LogParticulars, head: LogHead) -> LogEntry:
    entry.sha256 = entry_hash(entry)
    entry.save(force_insert=True)
    particulars.entry = entry
    particulars.save(force_insert=True)
    head.number, head.sha256 = entry.number, entry.sha256
    head.save(update_fields=["number", "sha256"])
    transaction.on_commit(partial(anchor.drop, entry.number))
    return entry
