"""Made-up figures for benches: whole numbers near the thresholds, the same for every judge that is measured."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np

from openntm.criteria import CriteriaSet, load_set, plan
from openntm.criteria.bulk import Scaled
from openntm.criteria.types import Asked, Rule, ValueKind

DAY = date(2023, 12, 31)
SET = "commune_advanced_2021_2025"
MISSING_SHARE = 0.02


def law() -> CriteriaSet:
    return load_set(SET)


def regions(of: CriteriaSet) -> list[str]:
    return [region.key for region in of.regions if region.key != "chung"]


def rules(of: CriteriaSet, region: str) -> dict[str, Rule]:
    """Indicators, prerequisites and their parts, by the id of their figure."""
    asked = plan(of, DAY, region=region)
    found = {**asked.rules, **asked.prerequisites}
    return found | {part.figure_id: part for rule in found.values() for part in rule.parts}


def columns(of: CriteriaSet, places: int, seed: int = 2026) -> Iterator[tuple[str, Scaled]]:
    """A column for every indicator and every part: shares with two digits, some with six, incomes in đồng."""
    chance = np.random.default_rng(seed)
    for number, (name, asked) in enumerate(of.by_id.items()):
        missing = chance.random(places) < MISSING_SHARE
        yield name, _column(chance, asked, number, places)._replace(missing=missing)


def _column(chance: np.random.Generator, asked: Asked, number: int, places: int) -> Scaled:
    if asked.value_kind is ValueKind.BOOLEAN:
        return Scaled((chance.random(places) < 0.97).astype(np.int32))
    if asked.value_kind is ValueKind.GRADE:
        return Scaled(chance.integers(0, len(asked.scale), places, dtype=np.int32))
    edges = [value for row in asked.thresholds for value in row.values.values() if isinstance(value, Decimal)]
    middle, digits = float(edges[0]) if edges else 50.0, 6 if number % 5 == 0 else 2
    spread = chance.normal(middle * 1.05, middle * 0.05 + 0.5, places)
    return Scaled(np.rint(np.clip(spread, 0, None) * 10**digits).astype(np.int32), digits)
