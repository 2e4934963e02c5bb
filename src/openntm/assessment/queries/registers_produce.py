"""Reads: what the registers of produce and of stamps say of a commune on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from openntm.codes.models import Movement
from openntm.codes.models.runs import State
from openntm.office.access.cover import covered
from openntm.places.models import Place
from openntm.produce.models import Certificate, GrowingArea, Lot, Product
from openntm.produce.queries.certificates import Standing, certificates_in_force, certified_area, truth_on
from openntm.produce.queries.lots import STAMP


@dataclass(frozen=True)
class Traced:
    """A product, one of its lots whose stamps are in use on the day, and the certificate in force behind it."""

    product: Product
    lot: Lot
    certificate: Certificate
    stamps: int


@dataclass(frozen=True)
class Registers:
    areas: tuple[GrowingArea, ...]
    products: tuple[Product, ...]
    certificates: tuple[Certificate, ...]
    certified_ha: Decimal
    traced: tuple[Traced, ...]

    @property
    def total_ha(self) -> Decimal:
        return sum((one.area_ha for one in self.areas), Decimal(0))

    @property
    def coded(self) -> tuple[GrowingArea, ...]:
        return tuple(one for one in self.areas if one.code)

    @property
    def illustrative(self) -> bool:
        rests_on: tuple[GrowingArea | Product | Certificate, ...] = (*self.areas, *self.products, *self.certificates)
        return any(one.illustrative for one in rests_on)


def registers_on(place: Place, day: date) -> Registers:
    places = covered([place], day)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    areas = GrowingArea.objects.filter(standing, place__in=places, valid_from__lte=day)
    working = Q(producer__ended_on__isnull=True) | Q(producer__ended_on__gt=day)
    products = tuple(Product.objects.filter(working, producer__place__in=places).order_by("pk"))
    return Registers(
        areas=tuple(areas.order_by("pk")),
        products=products,
        certificates=tuple(certificates_in_force(place, day)),
        certified_ha=certified_area(place, day),
        traced=tuple(traced_on(products, day)),
    )


def traced_on(products: Iterable[Product], day: date) -> Iterable[Traced]:
    """One lot for each product; a recalled lot counts for nothing."""
    lots = lots_of(products, day)
    in_use, seen = stamps_on(lots, day), set()
    for lot in lots:
        certificate = lot.certificate
        if lot.product_id in seen or certificate is None or in_use[str(lot.pk)] <= 0:
            continue
        if truth_on(certificate, day).standing == Standing.IN_FORCE:
            seen.add(lot.product_id)
            yield Traced(lot.product, lot, certificate, in_use[str(lot.pk)])


def lots_of(products: Iterable[Product], day: date) -> QuerySet[Lot]:
    open_then = Q(recalls__ended_at__isnull=True) | Q(recalls__ended_at__date__gt=day)
    recalled = Lot.objects.filter(open_then, recalls__exercise=False, recalls__ordered_at__date__lte=day)
    found = Lot.objects.filter(product__in=list(products)).exclude(pk__in=recalled.values("pk"))
    return found.select_related("product", "certificate").prefetch_related("certificate__acts").order_by("pk")


def stamps_on(lots: Iterable[Lot], day: date) -> dict[str, int]:
    """Per key of a lot how many stamps were in use at the end of the day, by the ledger of the codes."""
    keys = [str(lot.pk) for lot in lots]
    touched = Q(state=State.ACTIVE, key__in=keys) | Q(from_state=State.ACTIVE, from_key__in=keys)
    found: dict[str, int] = defaultdict(int)
    for line in Movement.objects.filter(touched, run__kind=STAMP, at__date__lte=day):
        size = line.last - line.first + 1
        if line.state == State.ACTIVE:
            found[line.key] += size
        if line.from_state == State.ACTIVE:
            found[line.from_key] -= size
    return found
