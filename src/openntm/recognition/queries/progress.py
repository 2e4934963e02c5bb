"""Reads: how far a target is on a day, counted from title records and published figures, with the list behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from openntm.assessment.access import published_figures
from openntm.assessment.models import Figure
from openntm.assessment.queries import FigureView, figures_on
from openntm.assessment.values import value_of
from openntm.places.models import PlaceVersion
from openntm.recognition.models import TitleRecord
from openntm.recognition.queries.counts import HAMLETS, MEASURES, communes, counts_on, end_by, hamlets_on, share
from openntm.recognition.queries.titles import hamlets_by_commune, titles_on
from openntm.steering.arithmetic import Check, Span, check_base
from openntm.steering.models import Target, Title, trimmed
from openntm.steering.pace import Course, a_year, left, years_left
from openntm.steering.queries import closed_on
from openntm.steering.queries.named import Named, named_on
from openntm.steering.queries.targets import years_of

COUNTED = {measure: title for title, measure in MEASURES.items()}
SHARES = {measure.replace(".communes", ".share"): title for title, measure in MEASURES.items()}
DISTRICT = {f"title.{title}": title for title in (Title.DISTRICT_NTM, Title.DISTRICT_ADVANCED)}


@dataclass(frozen=True)
class Holder:
    """A unit of the list behind a count, with its record where it holds the title; `hamlet` names one inside it."""

    unit: PlaceVersion
    record: TitleRecord | None
    hamlet: str = ""


@dataclass(frozen=True)
class NamedState:
    """A unit that the plan names, its own record, and the records of the units that hold its land on the day."""

    named: Named
    record: TitleRecord | None
    now: tuple[Holder, ...]


@dataclass(frozen=True)
class Counted:
    """`now` runs from the least to the most that a source gives; None where nothing is known of the day."""

    title: Title | None = None
    now: Span | None = None
    of: int | None = None
    named: int | None = None
    views: tuple[FigureView, ...] = ()
    holders: tuple[Holder, ...] = ()

    @property
    def holding(self) -> list[Holder]:
        return [one for one in self.holders if one.record]

    @property
    def without(self) -> list[Holder]:
        return [one for one in self.holders if not one.record]

    @property
    def unnamed(self) -> int:
        """How many of those counted no source names, by the smallest count."""
        return max(int(self.now.low) - (self.named or 0), 0) if self.now and self.named is not None else 0


@dataclass(frozen=True)
class Progress:
    target: Target
    on: date
    closed: date | None
    counted: Counted
    names: tuple[NamedState, ...]
    base_check: Check | None
    course: Course | None
    series: tuple[tuple[date, Decimal], ...] = field(default=())

    @property
    def goal(self) -> Span | None:
        """A title of the place itself is either held or not."""
        return Span(Decimal(1), Decimal(1)) if self.target.measure in DISTRICT else self.target.final

    @property
    def missing(self) -> Span | None:
        now, goal = self.counted.now, self.goal
        return left(now, goal) if now and goal and self.closed is None else None

    @property
    def is_reached(self) -> bool:
        now, goal = self.counted.now, self.goal
        return bool(now and goal and now.low >= goal.low)

    @property
    def years_left(self) -> int:
        return years_left(self.on, self.target.due)

    @property
    def a_year(self) -> Span | None:
        """Only where whole things are counted."""
        return a_year(self.missing, self.years_left) if self.missing and self.target.unit == "count" else None

    @property
    def planned(self) -> Span | None:
        return self.course.planned(self.on) if self.course else None

    @property
    def years_off(self) -> Decimal | None:
        """By the larger of the counts that sources give: the kindest reading."""
        if self.course is None or self.counted.now is None or self.closed is not None:
            return None
        return self.course.years_off(self.counted.now.high, self.on)

    @property
    def share_today(self) -> str | None:
        """The goal as a share of the communes of this day, where the document reckons on another number."""
        of, goal = self.counted.of, self.goal
        if self.closed or not (self.target.stated_of and of and goal) or of == self.target.stated_of:
            return None
        return share(int(goal.low), of)


def progress_of(target: Target, on: date) -> Progress:
    counted = counted_on(target, on)
    return Progress(
        target=target,
        on=on,
        closed=closed_on(target, end_by(target.place, on), on),
        counted=counted,
        names=tuple(named_states(target, counted.title, on)),
        base_check=base_check(target),
        course=course_of(target),
        series=series_of(target, on),
    )


def counted_on(target: Target, on: date) -> Counted:
    measure = target.measure
    if title := COUNTED.get(measure) or SHARES.get(measure):
        return _communes(target, title, on, as_share=measure in SHARES)
    if measure == HAMLETS:
        return _hamlets(target, on)
    if title := DISTRICT.get(measure):
        return _place_itself(target, title, on)
    view = figures_on([target.place], on, [measure], among=published_figures())[target.place.pk].get(measure)
    return Counted(now=_span(view), views=_views(view))


def _communes(target: Target, title: Title, on: date, *, as_share: bool) -> Counted:
    count = counts_on(target.place, on, [title])[title]
    units = communes(target.place, on)
    held = titles_on([unit.place_id for unit in units], on)
    now = None if count.count is None else _at_least(count.named, _span(count.published))
    if now and as_share:
        now = Span(*(Decimal(share(int(end), count.of) or 0) for end in (now.low, now.high))) if count.of else None
    holders = tuple(Holder(unit, held[unit.place_id].get(title)) for unit in units)
    return Counted(title, now, count.of, count.named, _views(count.published), holders)


def _hamlets(target: Target, on: date) -> Counted:
    count = hamlets_on(target.place, on)
    units = {unit.place_id: unit for unit in communes(target.place, on)}
    found = hamlets_by_commune(units, on)
    holders = tuple(Holder(units[place], one, one.holder) for place, records in found.items() for one in records)
    now = None if count.count is None else _at_least(count.named, _span(count.published))
    return Counted(Title.MODEL_HAMLET, now, None, count.named, _views(count.published), holders)


def _place_itself(target: Target, title: Title, on: date) -> Counted:
    record = titles_on([target.place], on)[target.place.pk].get(title)
    now = Decimal(int(record is not None))
    last = target.place.versions.filter(valid_from__lte=on).latest("valid_from")
    return Counted(title, Span(now, now), 1, int(now), (), (Holder(last, record),))


def _at_least(named: int, said: Span | None) -> Span:
    least = Decimal(named)
    return Span(max(said.low, least), max(said.high, least)) if said else Span(least, least)


def _views(view: FigureView | None) -> tuple[FigureView, ...]:
    """Every value of the day, the smallest first."""
    found = [view, *view.rivals] if view else []
    return tuple(sorted(found, key=lambda one: (str(one.text).zfill(12), one.source_title)))


def _span(view: FigureView | None) -> Span | None:
    values = [one.value for one in _views(view) if isinstance(one.value, Decimal)]
    return Span(min(values), max(values)) if values else None


def named_states(target: Target, title: Title | None, on: date) -> Iterable[NamedState]:
    named = named_on(target, on)
    ids = {unit.place_id for one in named for unit in (one.unit, *one.now)}
    held = titles_on(ids, on)

    def record(unit: PlaceVersion) -> TitleRecord | None:
        return held[unit.place_id].get(title) if title else None

    for one in named:
        yield NamedState(one, record(one.unit), tuple(Holder(unit, record(unit)) for unit in one.now))


def base_check(target: Target) -> Check | None:
    """The base beside what is published of exactly that day; None where nothing is."""
    if target.base_value is None or target.base_day is None:
        return None
    rows = _published(target).filter(day=target.base_day)
    others = {row.source.title: value for row in rows if isinstance(value := value_of(row.value), Decimal)}
    return check_base(trimmed(target.base_value), target.base_day, others) if others else None


def course_of(target: Target) -> Course | None:
    if target.base_value is None or target.base_day is None or target.final is None or target.base_day >= target.due:
        return None
    return Course(trimmed(target.base_value), target.base_day, target.final, target.due, years_of(target))


def series_of(target: Target, on: date) -> tuple[tuple[date, Decimal], ...]:
    """What was published from the base's day on, every value of a day."""
    rows = _published(target).filter(day__lte=on, day__gte=target.base_day or target.said_on).order_by("day", "pk")
    return tuple(dict.fromkeys((row.day, value) for row in rows if isinstance(value := value_of(row.value), Decimal)))


def _published(target: Target) -> QuerySet[Figure]:
    rows = published_figures().filter(current=True, layer="published", place=target.place, measure=target.measure)
    return rows.exclude(value="").select_related("source")
