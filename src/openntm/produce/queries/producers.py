"""The register of producers as a list: what each grows and under which certificate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from openntm.places.models import PlaceVersion
from openntm.produce.models import Certificate, GrowingArea, Producer
from openntm.produce.queries.certificates import Standing, Truth, truth_on
from openntm.produce.queries.naming import units_of
from openntm.produce.queries.register import SIGNS, STANDINGS


@dataclass(frozen=True)
class ProducerRow:
    """`standing` is the best of its certificates on the day; None if it never had one."""

    producer: Producer
    unit: PlaceVersion | None
    area_ha: Decimal
    certificate: Certificate | None
    truth: Truth | None

    @property
    def word(self) -> str:
        return str(STANDINGS[self.truth.standing]) if self.truth else ""

    @property
    def sign(self) -> str:
        return SIGNS.get(self.truth.standing, "bad") if self.truth else ""

    @property
    def has_ended(self) -> bool:
        return self.producer.ended_on is not None


def producer_rows(producers: Iterable[Producer], on: date) -> list[ProducerRow]:
    """In a constant number of queries."""
    shown = list(producers)
    units = units_of((one.place_id for one in shown), on)
    areas: dict[int, Decimal] = defaultdict(Decimal)
    for area in areas_on(on).filter(producer__in=shown):
        areas[area.producer_id or 0] += area.area_ha
    best = best_certificates(shown, on)
    return [ProducerRow(one, units.get(one.place_id), areas[one.pk], *best.get(one.pk, (None, None))) for one in shown]


def areas_on(on: date) -> QuerySet[GrowingArea]:
    return GrowingArea.objects.filter(valid_from__lte=on).exclude(valid_to__lte=on)


ORDER = [*(Standing.IN_FORCE, Standing.UNKNOWN, Standing.SUSPENDED), *(Standing.EXPIRED, Standing.WITHDRAWN)]


def best_certificates(producers: Iterable[Producer], on: date) -> dict[int, tuple[Certificate, Truth]]:
    issued = Certificate.objects.filter(holder__in=list(producers), issued__lte=on).prefetch_related("acts")
    found: dict[int, list[tuple[Certificate, Truth]]] = defaultdict(list)
    for one in issued:
        found[one.holder_id].append((one, truth_on(one, on)))
    return {holder: min(held, key=lambda pair: ORDER.index(pair[1].standing)) for holder, held in found.items()}
