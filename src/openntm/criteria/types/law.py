"""A criteria set as its YAML file says it."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from openntm.criteria.types.measures import Measure, Scalar
from openntm.criteria.types.strict import Figure, Key, RawValue, Strict, decimal_of
from openntm.criteria.types.words import Combine, Direction, Kind, LeftTo, ValueKind
from openntm.criteria.units import UNITS

RowValue = Decimal | bool | str


class Text(Strict):
    """A text in both languages, the Vietnamese binding."""

    vi: str
    en: str


Note = Text | str | None


class Dated(Strict):
    """In force from a day to a day, both included."""

    starts: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="to")

    def is_in_force(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)


class Act(Strict):
    """A legal act; `read` names the pages on which it was seen."""

    number: str
    title: Text
    issuer: str | None = None
    issued: date | None = None
    starts: date | None = Field(default=None, alias="from")
    ends: date | None = Field(default=None, alias="to")
    verified: bool = False
    read: tuple[str, ...] = ()
    note: Note = None


class SourceRead(Strict):
    """A page that was read, and what it says."""

    url: str | None = None
    complete: bool = False
    read: Text | str
    note: Note = None


class Region(Strict):
    """A column of the law's table."""

    key: str
    vi: str
    en: str
    note: Note = None


class Group(Region):
    """A class of commune that has a column of its own, with the rule that puts a commune in it."""

    rule: Note = None
    verified: bool = False
    read: tuple[str, ...] = ()


class Attribute(Strict):
    """Something about a commune that a rule asks for; a number has no default."""

    kind: Literal["boolean", "number", "text"]
    title: Text
    default: bool | None = None
    note: Note = None


class ColumnRule(Dated):
    """A class of communes that is judged by another region's column."""

    use: str
    when_any: tuple[str, ...]
    act: str
    clause: str | None = None
    verified: bool = False
    read: tuple[str, ...] = ()
    note: Note = None


class Criterion(Strict):
    """A criterion; incomplete when some of its indicators are not known to us."""

    id: Key
    title: Text
    group: Text | str | None = None
    complete: bool = True
    verified: bool = False
    read: tuple[str, ...] = ()
    note: Note = None


class Relative(Strict):
    """So many percent of what another set asks on the same day."""

    set: str
    indicator: Key
    percent: Figure


class Threshold(Dated):
    """One dated row of the law: what it asks in each column. A column that is left out is not known."""

    act: str
    clause: str | None = None
    verified: bool = False
    read: tuple[str, ...] = ()
    values: dict[str, RawValue] = {}
    relative_to: Relative | None = None
    left_to: LeftTo | None = None
    note: Note = None


class Band(Strict):
    """The least score of a grade."""

    starts: Figure = Field(alias="from")
    grade: str


class Asked(Strict):
    """What indicators, their parts and prerequisites have in common: something is reported, something is asked."""

    id: Key
    title: Text
    kind: Kind
    unit: str
    direction: Direction = Direction.YES
    places: int | None = None
    scale: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    both_sexes: bool = False
    set_by: LeftTo = LeftTo.NATIONAL
    applies_when: str | None = None
    if_any: bool = False
    measure: Measure = Scalar()
    meets_set: str | None = None
    meets_criterion: Key | None = None
    thresholds: tuple[Threshold, ...] = ()
    combine: Combine | None = None
    k: int | None = None
    open_list: bool = False
    parts: tuple["Part", ...] = ()
    verified: bool = False
    read_fields: tuple[str, ...] = ()
    confidence: str | None = None
    read: tuple[str, ...] = ()
    note: Note = None

    @field_validator("unit")
    @classmethod
    def unit_is_known(cls, unit: str) -> str:
        if unit not in UNITS:
            raise ValueError(f"unknown unit {unit}; known: {', '.join(UNITS)}")
        return unit

    @cached_property
    def value_kind(self) -> ValueKind:
        """What a figure of this is: a level without a scale is a whole number."""
        if self.unit == "pass":
            return ValueKind.BOOLEAN
        return ValueKind.GRADE if self.scale else ValueKind.NUMBER

    @property
    def may_be_not_applicable(self) -> bool:
        return self.if_any or self.applies_when is not None

    @property
    def needs_own_figure(self) -> bool:
        """A share "of which" another share: the whole and its parts are both judged."""
        return bool(self.parts) and self.kind in (Kind.RATIO, Kind.AMOUNT, Kind.COUNT)

    @model_validator(mode="after")
    def values_fit_the_kind(self) -> Self:
        if self.kind is Kind.GRADE and self.unit == "grade" and not self.scale:
            raise ValueError("a grade needs its scale, lowest first")
        if (self.direction is Direction.YES) != (self.value_kind is ValueKind.BOOLEAN):
            raise ValueError(f"direction {self.direction} does not fit unit {self.unit}")
        for place, row in enumerate(self.thresholds):
            for column, value in row.values.items():
                row.values[column] = self._value_at(("thresholds", place, "values", column), value)
        return self

    def _value_at(self, path: tuple[str | int, ...], raw: RawValue) -> RowValue | None:
        try:
            return self.value_of(raw)
        except ValueError as error:
            raise PydanticCustomError("row_value", "{message}", {"message": str(error), "path": path})

    def value_of(self, raw: RawValue) -> RowValue | None:
        """A value of a row as the kind of this indicator understands it."""
        if raw is None or isinstance(raw, Decimal):
            return raw
        if self.value_kind is ValueKind.BOOLEAN:
            return _yes(raw)
        if not isinstance(raw, str):
            raise ValueError(f"{raw} is no value for unit {self.unit}")
        return _grade(raw, self.scale) if self.value_kind is ValueKind.GRADE else decimal_of(raw)


def _yes(raw: RawValue) -> bool:
    if raw is not True:
        raise ValueError(f"a yes/no indicator asks true, not {raw!r}")
    return True


def _grade(raw: str, scale: tuple[str, ...]) -> str:
    if raw not in scale:
        raise ValueError(f"{raw} is not on the scale {', '.join(scale)}")
    return raw


class Part(Asked):
    """A sub-condition, for some regions, some communes or some days only."""

    regions: tuple[str, ...] | None = None
    when: str | None = None
    starts: date | None = Field(default=None, alias="from")
    ends: date | None = Field(default=None, alias="to")

    def is_in_force(self, on: date) -> bool:
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)


class Indicator(Asked):
    """An indicator (chỉ tiêu) of a criterion."""

    criterion: Key


class Prerequisite(Asked):
    """A condition asked beside the criteria, or outside the set; one of the set's own criteria need not be reported."""

    follows_from: tuple[Key, ...] = ()


class Counts(Strict):
    """How many criteria and indicators the act is known to have."""

    criteria: int
    indicators: int
    verified: bool = False
    note: Note = None


class CriteriaSet(Strict):
    """A legal set for one level and period."""

    id: str = Field(alias="set")
    version: str
    title: Text
    level: str
    judges: tuple[str, ...]
    starts: date = Field(alias="from")
    ends: date | None = Field(alias="to")
    example_of: Text | None = None
    counts: Counts
    acts: dict[str, Act]
    sources: dict[str, SourceRead] = {}
    regions: tuple[Region, ...] = ()
    groups: tuple[Group, ...] = ()
    criterion_groups: tuple[Region, ...] = ()
    attributes: dict[str, Attribute] = {}
    columns: tuple[ColumnRule, ...] = ()
    criteria: tuple[Criterion, ...]
    prerequisites: tuple[Prerequisite, ...] = ()
    indicators: tuple[Indicator, ...]
    note: Note = None

    def is_in_force(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)

    @cached_property
    def by_id(self) -> dict[str, Asked]:
        """Indicators, prerequisites and parts by their figure id (`4.2`, `5.1:a`)."""
        found: dict[str, Asked] = {}
        for asked in (*self.indicators, *self.prerequisites):
            found |= _with_parts(asked.id, asked)
        return found

    @cached_property
    def indicators_declared(self) -> int:
        """As many as the act has, even where some are not known to us."""
        return max(self.counts.indicators, len(self.indicators))

    @cached_property
    def indicators_of(self) -> dict[str, tuple[Indicator, ...]]:
        return {c.id: tuple(i for i in self.indicators if i.criterion == c.id) for c in self.criteria}

    @cached_property
    def has_regional_columns(self) -> bool:
        return any(region.key != "chung" for region in self.regions)


def _with_parts(figure_id: str, asked: Asked) -> dict[str, Asked]:
    found = {figure_id: asked}
    for part in asked.parts:
        found |= _with_parts(f"{figure_id}:{part.id}", part)
    return found
