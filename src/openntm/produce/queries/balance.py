"""The mass balance of seasons and of lots, from the registers, the diaries, the lots and the stock of stamps.

A season is one crop of one producer in one year: two products of one crop share its land and its harvest.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q, QuerySet, Sum

from openntm.produce.balance import Amounts, Link, broken, chain
from openntm.produce.crops import crop_name, crops
from openntm.produce.models import DiaryEntry, Lot, Plot, Producer, Scope
from openntm.produce.queries.lots import stamps_in_use, standing_entries

Key = tuple[int, str]  # producer, crop
ZERO = Decimal(0)


@dataclass(frozen=True)
class Balance:
    """Of a season, or of a lot of it; `certified`: the land is what stands under certificates, else all of it."""

    producer: Producer
    crop: str
    year: int
    amounts: Amounts
    certified: bool
    lot: Lot | None = None
    illustrative: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        return chain(self.amounts)

    @property
    def broken(self) -> list[Link]:
        return list(broken(self.links))

    @property
    def crop_name(self) -> str:
        return crop_name(self.crop)

    @property
    def key(self) -> str:
        return f"lot:{self.lot.pk}" if self.lot else f"season:{self.producer.pk}:{self.crop}:{self.year}"


@dataclass(frozen=True)
class Ground:
    """Plots, their hectares and what they gave in the year."""

    area_ha: Decimal
    season_kg: Decimal
    certified: bool


def harvests_of(year: int) -> QuerySet[DiaryEntry]:
    return standing_entries().filter(kind=DiaryEntry.Kind.HARVEST, day__year=year)


def certified_in(year: int) -> QuerySet[Scope]:
    """Scopes that held on some day of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    lasts = Q(certificate__valid_to__isnull=True) | Q(certificate__valid_to__gte=first)
    held = Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gt=first))
    return Scope.objects.filter(held, lasts, certificate__issued__lte=last)


def grounds(plots: QuerySet[Plot], year: int) -> dict[Key, Ground]:
    """By producer and crop: certified land and its harvest where there is any, else all the land and its harvest."""
    under = set(certified_in(year).filter(plot__in=plots).values_list("plot", flat=True))
    gave = dict(harvests_of(year).filter(plot__in=plots).order_by().values_list("plot").annotate(kg=Sum("quantity_kg")))
    area: dict[tuple[Key, bool], Decimal] = defaultdict(Decimal)
    season: dict[tuple[Key, bool], Decimal] = defaultdict(Decimal)
    for pk, producer, crop, hectares in plots.values_list("pk", "area__producer", "area__crop", "area_ha"):
        part = ((producer, crop), pk in under)
        area[part] += hectares
        season[part] += gave.get(pk, ZERO)
    parts = {key: (key, (key, True) in area) for key, _ in area}
    return {key: Ground(area[part], season[part], part[1]) for key, part in parts.items()}


def lots_of(producers: QuerySet[Producer], year: int) -> list[Lot]:
    """Lots of the year's harvests; one that has none yet belongs to the year in which it was opened."""
    found = Lot.objects.filter(product__producer__in=producers.values("pk"))
    counted = found.annotate(first_day=Min("shares__harvest__day"), held_kg=Sum("shares__kg"))
    of_year = Q(first_day__year=year) | Q(first_day__isnull=True, opened_at__year=year)
    return list(counted.filter(of_year).select_related("product__producer"))


def seasons(producers: QuerySet[Producer], year: int) -> list[Balance]:
    """Every season of the year with land, a harvest or a lot; first by producer, in a constant number of queries."""
    plots = Plot.objects.filter(area__producer__in=producers.values("pk"))
    land, lots = grounds(plots, year), lots_of(producers, year)
    gave: dict[Key, Decimal] = {
        (producer, crop): kg
        for producer, crop, kg in harvests_of(year)
        .filter(plot__in=plots)
        .order_by()
        .values_list("plot__area__producer", "plot__area__crop")
        .annotate(kg=Sum("quantity_kg"))
    }
    used = stamps_in_use(lots)
    by_key: dict[Key, list[Lot]] = defaultdict(list)
    for lot in lots:
        by_key[lot.product.producer_id, lot.product.crop].append(lot)
    known = {one.pk: one for one in producers}
    keys = sorted({*gave, *by_key}, key=lambda key: (known[key[0]].sort_key, key[1]))
    return [season(known[key[0]], key[1], year, land.get(key), gave.get(key, ZERO), by_key[key], used) for key in keys]


def season(
    producer: Producer,
    crop: str,
    year: int,
    ground: Ground | None,
    gave: Decimal,
    lots: list[Lot],
    used: dict[int, int],
) -> Balance:
    amounts = Amounts(
        ground.area_ha if ground else None,
        ceiling_of(crop),
        ground.season_kg if ground else gave,
        gave,
        sum((lot.packed_kg or ZERO for lot in lots), ZERO),
        stamped(lots, used),
    )
    invented = producer.illustrative or any(lot.illustrative for lot in lots)
    return Balance(producer, crop, year, amounts, bool(ground and ground.certified), illustrative=invented)


def balances_of_lots(producers: QuerySet[Producer], year: int) -> list[Balance]:
    """What was put into each lot, packed, and stamped; the land is weighed by season."""
    lots = lots_of(producers, year)
    used = stamps_in_use(lots)
    return [of_lot(lot, year, lot.held_kg or ZERO, used) for lot in lots]  # type: ignore[attr-defined]


def of_lot(lot: Lot, year: int, held: Decimal, used: dict[int, int], ground: Ground | None = None) -> Balance:
    amounts = Amounts(
        ground.area_ha if ground else None,
        ceiling_of(lot.product.crop),
        ground.season_kg if ground else ZERO,
        held,
        lot.packed_kg,
        stamped([lot], used),
    )
    certified = bool(ground and ground.certified)
    return Balance(lot.product.producer, lot.product.crop, year, amounts, certified, lot, lot.illustrative)


def balance_of_lot(lot: Lot) -> Balance:
    """With the land of its own plots: what they gave to all lots in the year of its first harvest."""
    harvests = list(lot.harvests.all())
    year = min((one.day for one in harvests), default=lot.opened_at.date()).year
    plots = Plot.objects.filter(pk__in={one.plot_id for one in harvests})
    ground = grounds(plots, year).get((lot.product.producer_id, lot.product.crop))
    held = lot.shares.aggregate(kg=Sum("kg"))["kg"] or ZERO
    return of_lot(lot, year, held, stamps_in_use([lot]), ground)


def stamped(lots: Iterable[Lot], used: dict[int, int]) -> Decimal | None:
    """None where stamps are in use and nobody said what one stands for."""
    weights = [(used[lot.pk], lot.unit_kg) for lot in lots if used[lot.pk]]
    if any(unit is None for _, unit in weights):
        return None
    return sum((count * (unit or ZERO) for count, unit in weights), ZERO)


def ceiling_of(crop: str) -> Decimal | None:
    known = crops().get(crop)
    return known.ceiling_t_per_ha if known else None


def alerts(producers: QuerySet[Producer], year: int) -> list[Balance]:
    """Seasons and lots of which more came out than can have gone in."""
    return [one for one in (*seasons(producers, year), *balances_of_lots(producers, year)) if one.broken]
