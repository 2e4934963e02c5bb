"""What is known of a dossier when a step is to be taken: plain values, read by whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """A consultation: its last day is included."""

    begins: date
    ends: date
    broadcasts: int = 0

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days + 1


@dataclass(frozen=True, slots=True)
class Voted:
    """A meeting's vote."""

    day: date
    invited: int
    present: int
    in_favour: int


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey of households; `contents` are (name, answered, satisfied)."""

    households: int
    answered: int
    satisfied: int
    contents: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a closed sitting decided; whoever was present and did not vote was not in favour."""

    passed: bool
    in_favour: int
    present: int
    members: int
    against: int = 0
    invalid: int = 0
    secret: bool = True
    day: date | None = None
    sitting: int = 0

    @property
    def share(self) -> Fraction:
        """Of the members present, in favour."""
        return Fraction(self.in_favour, self.present)

    @property
    def silent(self) -> int:
        """Present, and gave no vote."""
        return self.present - self.in_favour - self.against - self.invalid


@dataclass(frozen=True, slots=True)
class Facts:
    """`short` are indicators not met, `unreported` those without a figure; `parts` says missing or outdated."""

    day: date
    title: str
    set_id: str = ""
    assessed_on: date | None = None
    short: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    titles_held: frozenset[str] = frozenset()
    consultations: Mapping[str, Period] = field(default_factory=dict)
    front_opinions: int = 0
    unanswered: Mapping[str, int] = field(default_factory=dict)
    meeting: Voted | None = None
    survey: Surveyed | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    open_points: int = 0
    reviews_missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reviews_failed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    council_outcome: Outcome | None = None
    decision_signed: bool = False
