"""How often codes that are minted alone were scanned, by what they stand for."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from openntm.codes.models import SingleDay


def scans_by_key(kinds: Collection[str], first: date, last: date) -> dict[tuple[str, str], int]:
    """By kind and key, of what was scanned between the two days, both included."""
    rows = SingleDay.objects.filter(code__kind__in=kinds, day__range=(first, last)).order_by()
    found = rows.values_list("code__kind", "code__key").annotate(total=Sum("count"))
    return {(kind, key): total for kind, key, total in found}


def scans_by_month(kinds: Collection[str], first: date, last: date) -> dict[tuple[str, str, date], int]:
    """The same by kind, key and month, the month as its first day."""
    rows = SingleDay.objects.filter(code__kind__in=kinds, day__range=(first, last)).order_by()
    months = rows.annotate(month=TruncMonth("day")).values_list("code__kind", "code__key", "month")
    return {(kind, key, month): total for kind, key, month, total in months.annotate(total=Sum("count"))}
