"""How often codes that are minted alone were scanned, by what they stand for."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from openntm.codes.models import SingleDay


def scans_by_key(kind: str, keys: Collection[str], first: date, last: date) -> dict[str, int]:
    """Of each key that was scanned between the two days, both included."""
    rows = SingleDay.objects.filter(code__kind=kind, code__key__in=keys, day__range=(first, last))
    return dict(rows.order_by().values_list("code__key").annotate(total=Sum("count")))


def scans_by_month(kind: str, keys: Collection[str], first: date, last: date) -> dict[tuple[str, date], int]:
    """The same by key and month, the month as its first day."""
    rows = SingleDay.objects.filter(code__kind=kind, code__key__in=keys, day__range=(first, last))
    found = rows.order_by().annotate(month=TruncMonth("day")).values_list("code__key", "month").annotate(n=Sum("count"))
    return {(key, month): total for key, month, total in found}
