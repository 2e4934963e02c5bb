"""What the judge answers."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openntm.criteria import reasons
from openntm.criteria.types.law import Asked, Text
from openntm.criteria.types.values import Value
from openntm.criteria.types.words import Because, Verdict, Why


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """The row of law that was used; `over` is the row that it tightened or that it is relative to."""

    act: str
    act_key: str
    clause: str | None
    indicator: str
    column: str | None
    column_vi: str | None
    column_en: str | None
    starts: date
    ends: date | None
    verified: bool
    read: tuple[str, ...] = ()
    overlay: str | None = None
    over: "ThresholdRow | None" = None
    replaced_by: str | None = None

    @property
    def source(self) -> str:
        return f"{self.act}, {self.clause}" if self.clause else self.act

    @property
    def is_verified(self) -> bool:
        """Whether this row and every row it leans on were verified."""
        return self.verified and (self.over is None or self.over.is_verified)


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator's or part's verdict with everything it rests on; `gap` is positive when short, 0 when met."""

    indicator: str
    asked: Asked
    verdict: Verdict
    because: Because | None
    figure: Value | None
    needed: Decimal | bool | str | None
    gap: Decimal | None
    verified: bool
    why: Why
    row: ThresholdRow | None = None
    as_whole: bool = False
    general: bool = False
    missing: Text | None = None
    parts: tuple["Finding", ...] = ()

    @property
    def unit(self) -> str:
        return self.asked.unit

    @property
    def title(self) -> Text:
        return self.asked.title

    @property
    def source(self) -> str:
        return self.row.source if self.row else ""

    @property
    def needed_text_vi(self) -> str:
        return reasons.needed_text(self, "vi")

    @property
    def needed_text_en(self) -> str:
        return reasons.needed_text(self, "en")

    @property
    def reason_vi(self) -> str:
        return reasons.reason(self, "vi")

    @property
    def reason_en(self) -> str:
        return reasons.reason(self, "en")


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion with the findings of its indicators; those that do not apply are not counted."""

    id: str
    title: Text
    verdict: Verdict
    because: Because | None
    findings: tuple[Finding, ...]
    indicators_met: int
    indicators_total: int


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """One place against one set on one day."""

    set_id: str
    on: date
    region: str | None
    findings: dict[str, Finding] = field(default_factory=dict)
    prerequisites: dict[str, Finding] = field(default_factory=dict)
    criteria: tuple[CriterionResult, ...] = ()
    criteria_met: int = 0
    criteria_total: int = 0
    indicators_met: int = 0
    indicators_total: int = 0
    title_verdict: Verdict = Verdict.UNKNOWN
    title_because: Because | None = None

    @property
    def title_met(self) -> bool | None:
        """Yes or no, or None when it is not known."""
        return {Verdict.MET: True, Verdict.NOT_MET: False}.get(self.title_verdict)
