"""Made-up figures near the thresholds of a real set, the same for every judge that is measured."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from openntm.criteria import CriteriaSet, load_set
from openntm.criteria.bulk import Scaled
from openntm.criteria.types import Asked, ValueKind

DAY = date(2023, 12, 31)
SET = "commune_advanced_2021_2025"
MISSING = 0.02


def law() -> CriteriaSet:
    return load_set(SET)


def regions(of: CriteriaSet, places: int, most: int = 7) -> list[str]:
    """The regions in turn."""
    keys = [region.key for region in of.regions if region.key != "chung"][:most]
    return [keys[at % len(keys)] for at in range(places)]


class Figures(Mapping[str, Scaled]):
    """A column for each indicator and part, made when it is asked for.

    Shares have two digits, every fifth column six; `at_the_edge` puts each figure on the threshold of some region,
    or one last digit beside it.
    """

    def __init__(self, of: CriteriaSet, places: int, *, at_the_edge: bool = False) -> None:
        self.names, self.of, self.places, self.at_the_edge = list(of.by_id), of, places, at_the_edge

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.of.by_id

    def __getitem__(self, name: str) -> Scaled:
        number = self.names.index(name)
        chance = np.random.default_rng(number)
        column = self._column(chance, self.of.by_id[name], 6 if number % 5 == 0 or self.at_the_edge else 2)
        return column._replace(missing=chance.random(self.places) < MISSING)

    def _column(self, chance: np.random.Generator, asked: Asked, digits: int) -> Scaled:
        if asked.value_kind is ValueKind.BOOLEAN:
            return Scaled((chance.random(self.places) < 0.97).astype(np.int32))
        if asked.value_kind is ValueKind.GRADE:
            return Scaled(chance.integers(0, len(asked.scale), self.places, dtype=np.int32))
        values = {value for row in asked.thresholds for value in row.values.values() if isinstance(value, Decimal)}
        edges = np.array(sorted(int(value * 10**digits) for value in values) or [50 * 10**digits])
        if self.at_the_edge:
            return Scaled(chance.choice(edges, self.places) + chance.integers(-1, 2, self.places), digits)
        spread = chance.normal(1.05, 0.06, self.places) * chance.choice(edges, self.places)
        return Scaled(np.rint(np.clip(spread, 0, None)).astype(np.int64), digits)
