"""The rule of the vote: shares as exact fractions, from data, never as floating numbers."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "data" / "councils.yaml"
HUNDRED, CENT = Decimal(100), Decimal("0.01")


@dataclass(frozen=True)
class VotingRules:
    """Percent of the members that must be present, and of those present that must be in favour."""

    quorum_percent: Decimal
    pass_percent: Decimal
    verified: bool


@cache
def voting_rules() -> VotingRules:
    """A share is cut to two decimals downwards, so that two of three members are a quorum of two thirds."""
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return VotingRules(percent(data["quorum"]), percent(data["pass"]), data["verified"])


def percent(share: str) -> Decimal:
    part = Fraction(share)
    return (Decimal(part.numerator) * HUNDRED / Decimal(part.denominator)).quantize(CENT, ROUND_DOWN)


def is_reached(count: int, of: int, least_percent: Decimal) -> bool:
    """Whether `count` of `of` is at least so many percent; of nobody nothing is reached."""
    return of > 0 and Fraction(count, of) >= Fraction(least_percent) / 100


def least_count(of: int, least_percent: Decimal) -> int:
    """How many of `of` it takes."""
    return max(1, ceil(Fraction(least_percent) * of / 100))
