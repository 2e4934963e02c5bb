"""Illustrative figures of communes that give the published ones of the district: bands, income, poverty."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from openntm.portal.illustration.chance import between
from openntm.portal.illustration.traits import Commune

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def criteria_met(communes: Sequence[Commune], total: int) -> dict[str, int]:
    """Criteria met at the end of 2019: inside each commune's band, `total` in all as nearly as the bands allow."""
    bands = {one.code: one.band for one in communes if one.band}
    met = {code: round(between(*band, code, "criteria 2019")) for code, band in bands.items()}
    order = sorted(met, key=lambda code: between(0, 1, code, "order 2019"))
    while (short := total - sum(met.values())) and (movable := _movable(met, bands, order, short)):
        met[movable[0]] += 1 if short > 0 else -1
        order = [*order[1:], order[0]]
    return met


def _movable(met: Mapping[str, int], bands: Mapping[str, tuple[int, int]], order: list[str], short: int) -> list[str]:
    end = 1 if short > 0 else 0
    return [code for code in order if met[code] != bands[code][end]]


def incomes(communes: Sequence[Commune], mean: Decimal) -> dict[str, Decimal]:
    """Million đồng a head, whose mean weighted by households is `mean` to its own digits."""
    raw = {one.code: Decimal(str(0.4 + one.strength)) + _luck(one, "income") / 3 for one in communes}
    factor = mean / weighted_mean(communes, raw)
    found = {code: (value * factor).quantize(TENTH, ROUND_HALF_UP) for code, value in raw.items()}
    return _fitted(communes, found, mean, TENTH)


def poverty(communes: Sequence[Commune], mean: Decimal) -> dict[str, Decimal]:
    """Percent of households, whose mean weighted by households is `mean` to one digit."""
    raw = {one.code: (Decimal("1.08") - Decimal(str(one.strength))) + _luck(one, "poverty") / 8 for one in communes}
    factor = mean / weighted_mean(communes, raw)
    found = {code: (value * factor).quantize(HUNDREDTH, ROUND_HALF_UP) for code, value in raw.items()}
    return _fitted(communes, found, mean, HUNDREDTH)


def weighted_mean(communes: Sequence[Commune], values: Mapping[str, Decimal]) -> Decimal:
    households = sum(one.households for one in communes)
    return sum((values[one.code] * one.households for one in communes), Decimal(0)) / households


def _fitted(
    communes: Sequence[Commune], values: dict[str, Decimal], mean: Decimal, step: Decimal
) -> dict[str, Decimal]:
    """Rounding may have moved the mean: shift the largest communes until it is the published one again."""
    largest = sorted(communes, key=lambda one: -one.households)
    for one in largest:
        off = weighted_mean(communes, values).quantize(TENTH, ROUND_HALF_UP) - mean
        if not off:
            return values
        values[one.code] -= step.copy_sign(off)
    return values


def _luck(one: Commune, matter: str) -> Decimal:
    return Decimal(str(round(between(0, 0.4, one.code, matter, seed=one.seed), 6)))
