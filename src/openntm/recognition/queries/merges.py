"""Reads: which units a merge made, what those before it held, and what the rule makes of that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from openntm.places.models import Change, ChangeKind, Kind, Lineage, PlaceVersion
from openntm.places.queries import versions_of
from openntm.places.queries.units import day_before
from openntm.recognition.carrying import Merged, Outcome, carry_over, with_lower
from openntm.recognition.merge_rules import merge_rule_on
from openntm.recognition.models import TitleRecord
from openntm.recognition.queries.titles import titles_on

Held = Mapping[int, Mapping[str, TitleRecord]]


@dataclass(frozen=True)
class Merge:
    """One unit on the day of a change, and those that went into it as they stood the day before.

    `stays` is the version of the unit itself where it went on and took others in.
    """

    change: Change
    unit: PlaceVersion
    before: tuple[PlaceVersion, ...]
    stays: PlaceVersion | None
    held: Held
    urban_since: Mapping[int, date]
    verified: bool

    @property
    def is_commune(self) -> bool:
        return self.unit.kind == Kind.XA

    @cached_property
    def outcome(self) -> Outcome:
        rule = merge_rule_on(self.change.day) if self.change.kind == ChangeKind.MERGE else None
        return carry_over(map(self.merged, self.before), rule, is_commune=self.is_commune)

    def merged(self, version: PlaceVersion) -> Merged:
        titles = frozenset(self.held.get(version.place_id, {}))
        until = self.urban_since.get(version.place_id)
        return Merged(version.full_name, titles, version.kind == Kind.XA, until)

    def rests_on(self, title: str) -> list[TitleRecord]:
        """The records of the units before that hold the title or one above it."""
        records = [record for one in self.before for record in self.held.get(one.place_id, {}).values()]
        return [record for record in records if title in with_lower([record.title])]

    @property
    def taken_in(self) -> list[PlaceVersion]:
        return [one for one in self.before if self.stays is None or one.place_id != self.stays.place_id]


def merges_into(places: Iterable[int], on: date) -> dict[int, list[Merge]]:
    """The merges by which these units came about up to the day, oldest first."""
    lines = _lines().filter(successor__in=list(places), change__day__lte=on)
    found: dict[int, list[Merge]] = defaultdict(list)
    for merge in _merges(lines):
        found[merge.unit.place_id].append(merge)
    return dict(found)


def merges_of(change: Change) -> list[Merge]:
    return _merges(_lines().filter(change=change, successor__isnull=False))


def _lines() -> QuerySet[Lineage]:
    kinds = (ChangeKind.MERGE, ChangeKind.SPLIT)
    found = Lineage.objects.filter(rival=False, change__kind__in=kinds).select_related("change__act")
    return found.order_by("change__day", "change", "pk")


def _merges(lines: Iterable[Lineage]) -> list[Merge]:
    """Grouped by change and successor; the reads are a few for each day of change."""
    groups: dict[tuple[int, int], list[Lineage]] = defaultdict(list)
    days: dict[date, set[int]] = defaultdict(set)
    for line in lines:
        groups[line.change_id, line.successor_id or 0].append(line)
        days[line.change.day] |= {line.predecessor_id, line.successor_id or 0}
    known = {day: _Day(day, places) for day, places in days.items()}
    found = [_merge(group, known[group[0].change.day]) for group in groups.values()]
    return [merge for merge in found if merge is not None and merge.taken_in]


class _Day:
    """The units of one day of change, before and after."""

    def __init__(self, day: date, places: set[int]) -> None:
        self.before = versions_of(places, day_before(day))
        self.after = versions_of(places, day)
        self.held = titles_on(places, day_before(day))
        urban = [one.place_id for one in self.before.values() if one.kind in (Kind.THI_TRAN, Kind.PHUONG)]
        communes = PlaceVersion.objects.filter(place__in=urban, kind=Kind.XA, valid_to__lt=day).order_by("valid_to")
        self.urban_since = {place: end for place, end in communes.values_list("place_id", "valid_to") if end}


def _merge(lines: list[Lineage], day: _Day) -> Merge | None:
    unit = day.after.get(lines[0].successor_id or 0)
    if unit is None:
        return None
    before = tuple(day.before[line.predecessor_id] for line in lines if line.predecessor_id in day.before)
    stays = next((one for one in before if one.place_id == unit.place_id), None)
    verified = all(line.verified for line in lines)
    return Merge(lines[0].change, unit, before, stays, day.held, day.urban_since, verified)
