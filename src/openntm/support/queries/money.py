"""Reads: what was granted, paid and was still to be paid on a day, added up from the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear

from openntm.places.models import PlaceVersion
from openntm.support.models import Account, Call, Entry, Grant, Line, Scheme
from openntm.support.queries.schemes import names_on

HELD = (Account.ADVANCE, Account.PAID, Account.RECOVERABLE, Account.RECOVERED, Account.COMMITTED)
FROM_BUDGET, BY_APPROVAL = Q(account=Account.BUDGET), Q(entry__kind=Entry.Kind.APPROVE)
SUMS = {
    "approved": Sum("amount", filter=FROM_BUDGET & BY_APPROVAL, default=0),
    "released": Sum("amount", filter=FROM_BUDGET & ~BY_APPROVAL, default=0),
    **{str(one): Sum("amount", filter=Q(account=one), default=0) for one in HELD},
}


def granted_under(call: Call) -> int:
    """What the grants of the call hold of its budget, in đồng: what was released is free again."""
    live = Grant.objects.filter(application__call=call, live=True)
    found: int = live.aggregate(sum=Coalesce(Sum(F("amount") - F("released")), 0))["sum"]
    return found


@dataclass(frozen=True)
class Sums:
    """What stands on the accounts of some grants; `remainder` is still to be paid."""

    grants: int = 0
    amount: int = 0
    advance: int = 0
    paid: int = 0
    recoverable: int = 0
    recovered: int = 0
    released: int = 0
    remainder: int = 0


@dataclass(frozen=True)
class StatementRow:
    """The grants of one scheme, year and unit; illustrative ones stand apart from real ones."""

    scheme: Scheme
    year: int
    unit: PlaceVersion | None
    illustrative: bool
    sums: Sums


def statement(grants: QuerySet[Grant], on: date, year: int | None = None) -> list[StatementRow]:
    """As the ledger stood at the end of the day: three queries, however many grants there are."""
    found = Line.objects.filter(entry__grant__in=grants, entry__day__lte=on)
    found = found.filter(entry__grant__award__decided_on__year=year) if year else found
    keys = {
        "scheme": F("entry__grant__application__call__scheme"),
        "year": ExtractYear("entry__grant__award__decided_on"),
        "place": F("entry__grant__application__place"),
        "illustrative": F("entry__grant__application__illustrative"),
    }
    grouped = found.order_by().values(**keys)
    rows = list(grouped.annotate(grants=Count("entry__grant", distinct=True), **SUMS))
    schemes = Scheme.objects.in_bulk([row["scheme"] for row in rows])
    names = names_on({row["place"] for row in rows}, on)
    made = [
        StatementRow(schemes[row["scheme"]], row["year"], names.get(row["place"]), row["illustrative"], sums_of(row))
        for row in rows
    ]
    return sorted(made, key=lambda row: (-row.year, row.scheme.title_vi, row.unit.sort_key if row.unit else ""))


def sums_of(row: Mapping[str, Any]) -> Sums:
    held = {str(one): int(row[one]) for one in HELD}
    remainder = held.pop(Account.COMMITTED)
    return Sums(row["grants"], -int(row["approved"]), **held, released=int(row["released"]), remainder=remainder)


def total(rows: Iterable[StatementRow]) -> Sums:
    return Sums(*(sum(amounts) for amounts in zip(*(astuple(one.sums) for one in rows), strict=True)))
