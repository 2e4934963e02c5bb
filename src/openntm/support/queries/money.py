"""Reads: what was granted, paid and is still to be paid, from the balances that the ledger keeps on each grant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from openntm.places.models import PlaceVersion
from openntm.support.models import Call, Grant, Scheme
from openntm.support.queries.schemes import names_on

NAMES = ("amount", "advance", "paid", "recoverable", "recovered", "released", "committed")
SUMS = {f"sum_{name}": Sum(name) for name in NAMES}


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
    """The grants of one scheme, year and unit."""

    scheme: Scheme
    year: int
    unit: PlaceVersion | None
    sums: Sums


def statement(grants: QuerySet[Grant], on: date, year: int | None = None) -> list[StatementRow]:
    """By scheme, year of the decision and unit: two queries, however many grants there are."""
    found = grants.filter(award__decided_on__lte=on)
    found = found.filter(award__decided_on__year=year) if year else found
    keys = ("application__call__scheme", "award__decided_on__year", "application__place")
    rows = list(found.order_by().values(*keys).annotate(grants=Count("pk"), **SUMS))
    schemes = Scheme.objects.in_bulk([row[keys[0]] for row in rows])
    names = names_on({row[keys[2]] for row in rows}, on)
    made = [StatementRow(schemes[row[keys[0]]], row[keys[1]], names.get(row[keys[2]]), sums_of(row)) for row in rows]
    return sorted(made, key=lambda row: (-row.year, row.scheme.title_vi, row.unit.sort_key if row.unit else ""))


def sums_of(row: Mapping[str, Any]) -> Sums:
    return Sums(row["grants"], *(int(row[f"sum_{name}"]) for name in NAMES))


def total(rows: Iterable[StatementRow]) -> Sums:
    added = [one.sums for one in rows]
    return Sums(*(sum(getattr(one, name) for one in added) for name in ("grants", *NAMES[:-1], "remainder")))
