"""The log forgets names, reasons and addresses when the law on personal data asks for it; the acts stay."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from openntm.office.access import entries_visible_to, may_anywhere
from openntm.office.log import FORGET, record
from openntm.office.models import LogEntry, Person
from openntm.office.roles import Action


class MayNotForget(Exception):
    """Only an administrator makes the log forget."""


@transaction.atomic
def forget_entries(*, by: Person | None, numbers: Iterable[int], reason: str, on: date) -> int:
    """Each forgotten entry gets an entry of its own that says so, or `openntm log verify` would object."""
    if by and not may_anywhere(by, Action.MANAGE_PEOPLE, on):
        raise MayNotForget
    entries = entries_visible_to(by, on) if by else LogEntry.objects.all()
    chosen = list(entries.filter(number__in=list(numbers)).exclude(particulars__salt="").select_related("particulars"))
    for entry in chosen:
        particulars = entry.particulars
        particulars.salt = particulars.name = particulars.address = particulars.reason = ""
        particulars.changes = "{}"
        particulars.save(update_fields=["salt", "name", "address", "reason", "changes"])
        record(by, FORGET, entry, reason=reason)
    return len(chosen)
