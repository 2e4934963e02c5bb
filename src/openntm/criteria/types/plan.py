"""What a set asks of one class of places on one day: the law worked out, the figures not yet looked at.

The judge of one place and the judge of many both read these rules and nothing else.
"""

from dataclasses import dataclass, field
from datetime import date

from openntm.criteria.types.findings import ThresholdRow
from openntm.criteria.types.law import Asked, CriteriaSet, RowValue, Text
from openntm.criteria.types.words import Code, Why


@dataclass(frozen=True, slots=True)
class Needed:
    """The value that is asked, with the row it comes from; without a value, why there is none."""

    value: RowValue | None = None
    row: ThresholdRow | None = None
    why: Why = Why.NOT_ENTERED
    general: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """An indicator or a part as it stands for the place: `fixed` is its code when the figure cannot change it.

    `least` of the parts must be met (all: their number, any: 1); parts with `fixed` NOT_APPLICABLE do not count,
    and with `share_all` every applicable part is asked.
    """

    figure_id: str
    asked: Asked
    needed: Needed
    fixed: Code | None = None
    why: Why | None = None
    missing: Text | None = None
    parts: tuple["Rule", ...] = ()
    share_all: bool = True
    least: int = 1

    @property
    def follows_from(self) -> tuple[str, ...]:
        """The criteria of the set that answer for a prerequisite nobody reported."""
        return getattr(self.asked, "follows_from", ())


@dataclass(frozen=True, slots=True)
class Plan:
    """All rules of a set for a place on a day."""

    criteria_set: CriteriaSet
    on: date
    column: str | None
    rules: dict[str, Rule] = field(default_factory=dict)
    prerequisites: dict[str, Rule] = field(default_factory=dict)
