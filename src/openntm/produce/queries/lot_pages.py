"""Lots as lists and pages show them, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from openntm.codes.models import Stock
from openntm.codes.models.runs import State
from openntm.places.vietnamese import fold, sort_key
from openntm.produce.models import DiaryEntry, HarvestShare, Lot
from openntm.produce.queries.certificates import Truth, truth_on
from openntm.produce.queries.lots import STAMP, early_among, stamps_in_use, standing_entries

Kind = DiaryEntry.Kind
ZERO = Decimal(0)
SHOWN = timedelta(days=365)  # treatments before a harvest that the page of a lot names


@dataclass(frozen=True)
class LotRow:
    """`truth` is that of the certificate on the day of the page; None where the lot claims none.

    `is_early`: harvested inside a waiting period, and the office did not let it pass.
    """

    lot: Lot
    held_kg: Decimal
    in_use: int
    truth: Truth | None
    is_early: bool


def lot_rows(lots: Iterable[Lot], on: date) -> list[LotRow]:
    shown = list(lots)
    used = stamps_in_use(shown)
    shares = HarvestShare.objects.filter(lot__in=shown).order_by().values_list("lot").annotate(kg=Sum("kg"))
    held, early = dict(shares), early_among(shown)
    return [LotRow(one, held.get(one.pk, ZERO), used[one.pk], truth_of(one, on), one.pk in early) for one in shown]


def truth_of(lot: Lot, on: date) -> Truth | None:
    return truth_on(lot.certificate, on, lot.certificate.acts.all()) if lot.certificate else None


def with_all(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    return lots.select_related("product__producer", "certificate", "place").prefetch_related("certificate__acts")


def matching(lots: QuerySet[Lot], words: str, state: str) -> list[Lot]:
    wanted = fold(words)
    found = lots.filter(state=state) if state else lots
    return [one for one in found if wanted in fold(f"{one.number} {one.product.name} {one.product.producer}")]


SORTS = {
    "number": lambda one: sort_key(one.number),
    "product": lambda one: sort_key(one.product.name),
    "producer": lambda one: one.product.producer.sort_key,
    "state": lambda one: list(Lot.State).index(Lot.State(one.state)),
    "packed": lambda one: one.packed_kg or ZERO,
    "opened": lambda one: one.opened_at,
}


def sorted_lots(lots: list[Lot], sort: str, *, descending: bool) -> list[Lot]:
    return sorted(lots, key=SORTS.get(sort, SORTS["opened"]), reverse=descending)


def shares_of(lot: Lot) -> list[HarvestShare]:
    found = lot.shares.select_related("harvest__plot__area", "harvest__plot__member")
    return list(found.order_by("harvest__day", "pk"))


def treatments_of(shares: Iterable[HarvestShare]) -> list[DiaryEntry]:
    """What was sprayed on the plots in the year before the harvest of each."""
    last: dict[int, date] = {}
    for one in shares:
        plot = one.harvest.plot_id
        last[plot] = max(last.get(plot, date.min), one.harvest.day)
    found = standing_entries().filter(kind=Kind.TREATMENT, plot__in=last).select_related("plot__area")
    return [one for one in found.order_by("day", "pk") if last[one.plot_id] - SHOWN <= one.day <= last[one.plot_id]]


def left_for(lot: Lot) -> list[tuple[DiaryEntry, Decimal]]:
    """Harvests of the producer and crop of which something is left, the newest first."""
    product = lot.product
    found = standing_entries().filter(kind=Kind.HARVEST, plot__area__producer=product.producer_id)
    found = found.filter(plot__area__crop=product.crop).annotate(taken=Coalesce(Sum("shares__kg"), ZERO))
    left = found.filter(taken__lt=F("quantity_kg")).select_related("plot__area").order_by("-day", "-pk")
    return [(one, (one.quantity_kg or ZERO) - one.taken) for one in left]


def stamps_of(lot: Lot) -> dict[str, int]:
    """How many stamps of the lot stand in each state, ended ones too."""
    counted: dict[str, int] = {}
    rows = Stock.objects.filter(run__kind=STAMP, key=str(lot.pk)).values_list("state", "first", "last")
    for state, first, last in rows:
        label = str(State(state).label)
        counted[label] = counted.get(label, 0) + last - first + 1
    return counted
