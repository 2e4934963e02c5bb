"""Works out, without looking at figures, what a set asks of a place on a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from openntm.criteria import library
from openntm.criteria.columns import UnknownColumn
from openntm.criteria.conditions import holds, is_stated, parse_condition
from openntm.criteria.thresholds import Place, needed, overlays_of
from openntm.criteria.types import Asked, Code, Combine, CriteriaSet, Needed, Overlay, Part, Plan, Rule, Text, Why

__all__ = ["Place", "ShippedSets", "UnknownColumn", "place_of", "plan", "plan_of"]


Applicability = tuple[Code | None, Why | None, Text | None]


class ShippedSets(Mapping[str, CriteriaSet]):
    """The sets of the product, loaded when one is asked for."""

    def __getitem__(self, name: str) -> CriteriaSet:
        if name not in library.set_ids(examples=True):
            raise KeyError(name)
        return library.load_set(name)

    def __iter__(self) -> Iterator[str]:
        return iter(library.set_ids(examples=True))

    def __len__(self) -> int:
        return len(library.set_ids(examples=True))


def plan(
    criteria_set: CriteriaSet,
    on: date,
    *,
    region: str | None = None,
    group: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    overlays: Sequence[Overlay] = (),
    others: Mapping[str, CriteriaSet] | None = None,
) -> Plan:
    """The rules for places of one region, group and set of attributes on a day."""
    return plan_of(criteria_set, place_of(on, region, group, attributes, overlays, others))


def place_of(
    on: date,
    region: str | None = None,
    group: str | None = None,
    attributes: Mapping[str, Any] | None = None,
    overlays: Sequence[Overlay] = (),
    others: Mapping[str, CriteriaSet] | None = None,
) -> Place:
    """What the law may ask about a place, in one bundle; unnamed other sets are the product's own."""
    return Place(on, region, group, attributes or {}, tuple(overlays), ShippedSets() if others is None else others)


def plan_of(law: CriteriaSet, place: Place) -> Plan:
    """The plan for a bundled place."""
    return Plan(
        law,
        place.on,
        place.column(law).key,
        {i.id: _rule(law, place, i.id, i) for i in law.indicators},
        {p.id: _rule(law, place, p.id, p) for p in law.prerequisites},
    )


def _rule(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> Rule:
    fixed, why, missing = _applicability(law, place, asked)
    asked_here = _parts(law, place, figure_id, asked)
    if all(_is_elsewhere(law, place, part) for part in asked_here):
        asked_here = []  # a column without parts is judged by its own threshold
    parts = tuple(_rule(law, place, f"{figure_id}:{p.id}", p) for p in asked_here)
    share_all = asked.combine in (None, Combine.ALL)
    least = asked.k or 1 if asked.combine is Combine.AT_LEAST_K else 1
    asks = Needed() if fixed is Code.NOT_APPLICABLE else _needed(law, place, figure_id, asked)
    return Rule(figure_id, asked, asks, fixed, why, missing, parts, share_all, least)


def _needed(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> Needed:
    """Without a region nobody knows whether a part for some regions is asked at all."""
    column = place.column(law)
    if isinstance(asked, Part) and asked.regions is not None and (column.general or column.key is None):
        return Needed(why=Why.NO_COLUMN)
    return needed(law, place, figure_id, asked)


def _parts(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> list[Part]:
    """The parts in force that day, and those a province adds to an open list."""
    parts = list(asked.parts)
    if asked.open_list:
        for overlay in overlays_of(law, place):
            parts += [added.part for added in overlay.parts if added.indicator == figure_id]
    return [part for part in parts if part.is_in_force(place.on)]


def _applicability(law: CriteriaSet, place: Place, asked: Asked) -> Applicability:
    """The code that is settled before any figure, why, and the attribute that is missing."""
    asks = asked.applies_when
    if asks and is_stated(asks, place.attributes) and not holds(asks, place.attributes, law.attributes):
        return Code.NOT_APPLICABLE, Why.DOES_NOT_APPLY, None
    return _part_applicability(law, place, asked) if isinstance(asked, Part) else (None, None, None)


def _part_applicability(law: CriteriaSet, place: Place, part: Part) -> Applicability:
    if _is_elsewhere(law, place, part):
        return Code.NOT_APPLICABLE, Why.DOES_NOT_APPLY, None
    applies = holds(part.when, place.attributes, law.attributes) if part.when else True
    if applies is None and part.when:
        return Code.NO_FIGURE, Why.ATTRIBUTE_MISSING, _title(law, parse_condition(part.when).name)
    return (None, None, None) if applies else (Code.NOT_APPLICABLE, Why.DOES_NOT_APPLY, None)


def _is_elsewhere(law: CriteriaSet, place: Place, part: Part) -> bool:
    """Whether the part is asked in other columns only; without a region nobody knows."""
    column = place.column(law)
    is_known = column.key is not None and not column.general
    return part.regions is not None and is_known and column.key not in part.regions


def _title(law: CriteriaSet, name: str) -> Text:
    attribute = law.attributes.get(name)
    return attribute.title if attribute else Text(vi=name, en=name)
