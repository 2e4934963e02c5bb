"""The register of contributions: what stands in it, what is left of a promise or a gift, and its sums."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.participation.models import Contribution, Refund, Thing, Valuation
from openntm.places.models import Place

State = Contribution.State
NOTHING = Decimal(0)


def contributions_here(rows: QuerySet[Contribution], place: Place) -> QuerySet[Contribution]:
    """Of the place, of what is under it and of what merged into it."""
    return rows.filter(place__in=covered([place], today()))


def still_promised(pledge: Contribution) -> Decimal:
    kept = pledge.received.exclude(state=State.VOID).aggregate(sum=Sum("quantity"))["sum"]
    return pledge.quantity - (kept or NOTHING)


def still_given(one: Contribution) -> Decimal:
    back = one.refunds.aggregate(sum=Sum("quantity"))["sum"]
    return one.quantity - (back or NOTHING)


def valued(rows: QuerySet[Contribution], on: date) -> QuerySet[Contribution]:
    """With `worth`, the last value stated up to the day, `back`, what was given back by then, and `kept`."""
    stated = Valuation.objects.filter(contribution=OuterRef("pk"), stated_on__lte=on).order_by("-stated_on", "-pk")
    back = Refund.objects.filter(contribution=OuterRef("pk"), day__lte=on).order_by().values("contribution")
    kept = Contribution.objects.filter(pledge=OuterRef("pk")).exclude(state=State.VOID).order_by().values("pledge")
    return rows.annotate(
        worth=Subquery(stated.values("value")[:1]),
        back=summed(back.annotate(sum=Sum("quantity"))),
        kept=summed(kept.annotate(sum=Sum("quantity"))),
    )


def summed(rows: QuerySet[Any]) -> Coalesce:
    number: DecimalField[Any, Any] = DecimalField(max_digits=18, decimal_places=3)
    return Coalesce(Subquery(rows.values("sum"), output_field=number), Value(NOTHING), output_field=number)


def given_by(rows: QuerySet[Contribution], first: date | None, last: date) -> QuerySet[Contribution]:
    """Received in these days and not void."""
    found = rows.filter(state=State.RECEIVED, received_on__lte=last)
    return found.filter(received_on__gte=first) if first else found


@dataclass
class Sums:
    """`by_unit`: (thing, material, unit) → quantity; `unvalued` counts gifts that no rate values."""

    by_unit: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    worth_of: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    gifts: int = 0
    unvalued: int = 0

    @property
    def worth(self) -> int:
        return sum(self.worth_of.values())

    @property
    def money(self) -> int:
        return int(self.by_unit.get((Thing.MONEY.value, "", ""), NOTHING))


@dataclass(frozen=True)
class Gift:
    """A row of the register as the sums need it, less what was given back."""

    pk: int
    place: int
    work: int | None
    giver_kind: str
    thing: str
    material: str
    unit: str
    year: int
    quantity: Decimal
    worth: int | None
    illustrative: bool


def gifts(rows: QuerySet[Contribution], first: date | None, last: date) -> list[Gift]:
    """In one query; what was given back up to the last day is taken off, its value in proportion."""
    names = ("pk", "place", "work", "giver_kind", "thing", "material", "unit", "received_on", "quantity")
    found = valued(given_by(rows, first, last), last).order_by("pk")
    return [gift(*line) for line in found.values_list(*names, "worth", "back", "illustrative")]


def gift(
    pk: int,
    place: int,
    work: int | None,
    kind: str,
    thing: str,
    material: str,
    unit: str,
    day: date,
    quantity: Decimal,
    worth: int | None,
    back: Decimal,
    illustrative: bool,
) -> Gift:
    left = quantity - Decimal(back)
    value = None if worth is None else int((worth * left / quantity).to_integral_value())
    return Gift(pk, place, work, kind, thing, material, unit, day.year, left, value, illustrative)


def total(rows: Iterable[Gift]) -> Sums:
    sums = Sums()
    for one in rows:
        if one.quantity <= 0:
            continue
        key = (one.thing, one.material, one.unit)
        sums.gifts += 1
        sums.by_unit[key] += one.quantity
        sums.worth_of[key] += one.worth or 0
        sums.unvalued += one.worth is None
    return sums


def is_open(row: Contribution) -> bool:
    """A promise of which something is still to come; `row` is `valued`."""
    return row.state == State.PROMISED and row.quantity > Decimal(row.kept)  # type: ignore[attr-defined]


OPEN = Q(state=State.PROMISED, quantity__gt=F("kept"))
