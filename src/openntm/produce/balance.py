"""Mass balance: certified area × ceiling yield ≥ harvest ≥ packed ≥ stamps in use. Pure, amounts are the argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

KG = Decimal(1000)  # of a tonne


class Verdict(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


class Name(StrEnum):
    """The links of the chain, from the land to the shelf."""

    LAND = "land"  # what the land can bear ≥ what was harvested
    HARVEST = "harvest"  # harvested ≥ packed
    PACKING = "packing"  # packed ≥ what the stamps in use stand for


@dataclass(frozen=True)
class Amounts:
    """What is known; None where nobody said it. `season_kg` is all that the land gave, `harvested_kg` what is here."""

    area_ha: Decimal | None
    ceiling_t_per_ha: Decimal | None
    season_kg: Decimal
    harvested_kg: Decimal
    packed_kg: Decimal | None
    stamped_kg: Decimal | None

    @property
    def bearable_kg(self) -> Decimal | None:
        if self.area_ha is None or self.ceiling_t_per_ha is None:
            return None
        return self.area_ha * self.ceiling_t_per_ha * KG


@dataclass(frozen=True)
class Link:
    """One step of the chain: `upper` must be at least `lower`."""

    name: Name
    upper: Decimal | None
    lower: Decimal | None

    @property
    def verdict(self) -> Verdict:
        if not self.lower and self.lower is not None:
            return Verdict.HOLDS  # nothing came through
        if self.upper is None or self.lower is None:
            return Verdict.UNKNOWN
        return Verdict.HOLDS if self.upper >= self.lower else Verdict.FAILS

    @property
    def beyond(self) -> Decimal:
        """How much more came out than went in."""
        return max(Decimal(0), (self.lower or Decimal(0)) - (self.upper or Decimal(0)))


def chain(amounts: Amounts) -> tuple[Link, ...]:
    """Stamps on a lot that nobody packed stand for more than nothing."""
    packed = amounts.packed_kg
    return (
        Link(Name.LAND, amounts.bearable_kg, amounts.season_kg),
        Link(Name.HARVEST, amounts.harvested_kg, packed or Decimal(0)),
        Link(Name.PACKING, packed or Decimal(0), amounts.stamped_kg),
    )


def broken(links: tuple[Link, ...]) -> Iterator[Link]:
    return (link for link in links if link.verdict == Verdict.FAILS)
