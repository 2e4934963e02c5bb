"""Reads: the postings of the ledger over all grants, in the order of their days."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from openntm.support.models import Entry, Grant


def entries_of(grants: QuerySet[Grant], on: date, *, q: str = "", kind: str = "", year: int | None = None) -> Any:
    """Up to the day; `q` is looked for in the number of the document."""
    found = Entry.objects.filter(grant__in=grants, day__lte=on, document__icontains=q)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(day__year=year) if year else found
    related = ("grant__award", "grant__application__call__scheme", "grant__application__producer", "by")
    return found.select_related(*related, "grant__application__place").prefetch_related("lines").order_by("day", "pk")
