"""The rule of the vote: shares as exact fractions, from the procedure's data, never as floating numbers."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from openntm.recognition.models import Dossier
from openntm.recognition.procedure.loader import load_procedure


@dataclass(frozen=True)
class VotingRules:
    """Percent of the members that must be present, and of those present that must be in favour."""

    quorum_percent: Decimal
    pass_percent: Decimal
    verified: bool


def voting_rules(dossier: Dossier) -> VotingRules:
    """Where the data says no quorum, somebody must be present. "partly" is not verified."""
    vote = load_procedure(dossier.procedure).votes["council"]
    return VotingRules(vote.quorum or Decimal(0), vote.share, vote.verified is True)


def is_reached(count: int, of: int, least_percent: Decimal) -> bool:
    """Whether `count` of `of` is at least so many percent; of nobody, and by nobody, nothing is reached."""
    return count > 0 and of > 0 and Fraction(count, of) >= Fraction(least_percent) / 100


def least_count(of: int, least_percent: Decimal) -> int:
    """How many of `of` it takes."""
    return max(1, ceil(Fraction(least_percent) * of / 100))
