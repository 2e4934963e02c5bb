"""What a procedure asks: parts, conditions, votes, the satisfaction of residents."""

from datetime import date
from typing import Literal

from pydantic import Field

from openntm.criteria.types.strict import Figure, Key, Strict
from openntm.recognition.procedure.words import Dated, Sourced, Words

Generated = Literal[
    "self_assessment",
    "results_report",
    "evidence_list",
    "explanations",
    "opinions_summary",
    "meeting_minutes",
    "satisfaction_report",
    "debt_report",
    "submission_letter",
    "verification_report",
    "appraisal_report",
    "council_minutes",
]


class Period(Strict):
    """The years of dossiers that the version is for, both included."""

    first: int = Field(alias="from")
    last: int = Field(alias="to")

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


class Part(Sourced, Dated, Words):
    """A document of the dossier: printed by the product (`generated`) or handed in."""

    id: Key
    by: str
    generated: Generated | None = None
    titles: tuple[str, ...] = ()
    needed_for: tuple[str, ...]
    rests_on_figures: bool = False


class Condition(Sourced, Dated, Words):
    """What Article 4 asks beside the criteria: either simply so, or an amount that must be nothing."""

    id: Key
    kind: Literal["so", "no_amount"]


class Vote(Sourced):
    """`share` percent of those present in favour; `quorum` percent of the members present."""

    share: Figure
    quorum: Figure | None = None


class Share(Sourced):
    """A percentage that is reached or not."""

    least: Figure


class Satisfied(Strict):
    """Of those who answered on the whole, of those who answered each content, and how many households are asked."""

    overall: Share
    contents: Share | None = None
    households: Share | None = None


class SetFrom(Dated):
    """The criteria set by which the title is judged on the days."""

    set: Key


class TitleRules(Strict):
    """What one title needs."""

    sets: tuple[SetFrom, ...] = ()
    requires: str | None = None
    satisfaction: Satisfied | None = None
    decided_by: Words

    def sets_on(self, on: date) -> tuple[str, ...]:
        return tuple(one.set for one in self.sets if one.stands_on(on))
