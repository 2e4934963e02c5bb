"""Places that the law treats alike are one class: each class has one plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.bulk.program import Program, all_rules, program_of
from openntm.criteria.conditions import parse_condition
from openntm.criteria.planning import ShippedSets, place_of, plan_of
from openntm.criteria.thresholds import PROVINCE, ZONE
from openntm.criteria.types import CriteriaSet, Overlay, Plan, Rule

Each = str | Sequence[str | None] | None


@dataclass(frozen=True, eq=False)
class PlaceClass:
    """A plan and the places it is for, by their number; None stands for all."""

    plan: Plan
    period: int
    members: NDArray[np.intp] | None
    programs: dict[tuple[str, ...], Program] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule of the plan by its figure, parts too."""
        return {rule.figure_id: rule for rule in all_rules(self.plan)}

    def program(self, columns: tuple[str, ...]) -> Program:
        """How tables with these columns are judged; worked out once."""
        if columns not in self.programs:
            self.programs[columns] = program_of(self.plan, columns)
        return self.programs[columns]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSet:
    """A criteria set worked out for many places and for one day or several."""

    criteria_set: CriteriaSet
    days: tuple[date, ...]
    classes: tuple[PlaceClass, ...]
    asked: "Asking"

    @property
    def places(self) -> int | None:
        """How many places the classes were made of; None when any number will do."""
        if any(own.members is None for own in self.classes):
            return None
        return sum(len(own.members) for own in self.classes if own.members is not None) // len(self.days)

    def other(self, law: CriteriaSet) -> "CompiledSet":
        """Another set for the same places and days."""
        return compile_set(law, self.days, **self.asked.arguments())


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """What was said of the places: one value for all, or a sequence with one for each."""

    region: Each
    group: Each
    attributes: Mapping[str, Any]
    overlays: tuple[Overlay, ...]
    others: Mapping[str, CriteriaSet] | None

    def arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("region", "group", "attributes", "overlays", "others")}


def compile_set(
    criteria_set: CriteriaSet,
    on: date | Sequence[date],
    *,
    region: Each = None,
    group: Each = None,
    attributes: Mapping[str, Any] | None = None,
    overlays: Sequence[Overlay] = (),
    others: Mapping[str, CriteriaSet] | None = None,
) -> CompiledSet:
    """Region, group and each attribute are one value for all places, or a sequence with one for each."""
    days = (on,) if isinstance(on, date) else tuple(on)
    asked = Asking(region, group, attributes or {}, tuple(overlays), others)
    classes = [
        PlaceClass(plan_of(criteria_set, place_of(day, *traits, asked.overlays, others)), period, members)
        for traits, members in _members(criteria_set, asked)
        for period, day in enumerate(days)
    ]
    return CompiledSet(criteria_set, days, tuple(classes), asked)


def _members(
    law: CriteriaSet, asked: Asking
) -> Iterator[tuple[tuple[str | None, str | None, dict[str, Any]], NDArray[np.intp] | None]]:
    """The distinct traits that the law looks at, with the places that have them."""
    names = sorted(_looked_at(law, asked) & asked.attributes.keys())
    traits = [asked.region, asked.group, *(asked.attributes[name] for name in names)]
    places = _length(traits)
    if places is None:
        yield (asked.region, asked.group, {name: asked.attributes[name] for name in names}), None  # type: ignore[misc]
        return
    columns = [_column(trait, places) for trait in traits]
    found: dict[tuple[Any, ...], list[int]] = {}
    for at, key in enumerate(zip(*columns, strict=True)):
        found.setdefault(key, []).append(at)
    for (region, group, *values), members in found.items():
        yield (region, group, dict(zip(names, values, strict=True))), np.array(members, np.intp)


def _is_each(trait: Any) -> bool:
    return isinstance(trait, Sequence | np.ndarray) and not isinstance(trait, str)


def _length(traits: Sequence[Any]) -> int | None:
    lengths = {len(trait) for trait in traits if _is_each(trait)}
    if len(lengths) > 1:
        raise ValueError(f"regions, groups and attributes of different lengths: {sorted(lengths)}")
    return lengths.pop() if lengths else None


def _column(trait: Any, places: int) -> Sequence[Any]:
    if isinstance(trait, np.ndarray):
        return trait.tolist()
    return trait if _is_each(trait) else [trait] * places


def _looked_at(law: CriteriaSet, asked: Asking) -> set[str]:
    """The attributes that some rule may ask for, of the set or of one to which its thresholds are relative."""
    added = [added.part for overlay in asked.overlays for added in overlay.parts]
    conditions = {text for one in (*law.by_id.values(), *added) for text in _conditions(one)}
    sets = [law, *_relative_to(law, ShippedSets() if asked.others is None else asked.others)]
    classes = {text for one in sets for rule in one.columns for text in rule.when_any}
    return {PROVINCE, ZONE} | {parse_condition(text).name for text in conditions | classes}


def _relative_to(law: CriteriaSet, others: Mapping[str, CriteriaSet]) -> Iterator[CriteriaSet]:
    rows = (row for asked in law.by_id.values() for row in asked.thresholds)
    for name in {row.relative_to.set for row in rows if row.relative_to} - {law.id}:
        if other := others.get(name):
            yield other
            yield from _relative_to(other, others)


def _conditions(asked: Any) -> list[str]:
    own = [asked.applies_when, getattr(asked, "when", None)]
    return [text for text in own if text] + [text for part in asked.parts for text in _conditions(part)]
