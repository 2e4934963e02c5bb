"""Verdicts of places, judged from their figures, region, attributes and the overlays of the day."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openntm.assessment.measures import measure_of
from openntm.assessment.queries.figures import FigureView, PlaceLike, figures_on, place_ids
from openntm.assessment.values import value_of
from openntm.criteria import judge, load_overlays, load_set
from openntm.criteria.types import Asked, CriteriaSet, Direction, PlaceResult
from openntm.places.queries import attributes_on

Figures = Mapping[str, Any]


def results_on(
    places: Iterable[PlaceLike],
    set_id: str,
    on: date,
    extra_figures: Mapping[int, Figures] | None = None,
) -> dict[int, PlaceResult]:
    """`extra_figures` are what records say (titles held): prerequisites are never typed."""
    ids = place_ids(places)
    criteria_set = load_set(set_id)
    known = with_other_sets(criteria_set, ids, on, extra_figures or {})
    return judge_each(criteria_set, figures_on(ids, on, set_id=set_id), on, known)


def with_other_sets(
    criteria_set: CriteriaSet, ids: list[int], on: date, extra_figures: Mapping[int, Figures]
) -> dict[int, Figures]:
    """Adds the figures of the sets that a prerequisite names (“meets the NTM set”), one read a set."""
    found: dict[int, dict[str, Any]] = {place: {} for place in ids}
    for name in {one.meets_set for one in criteria_set.by_id.values() if one.meets_set}:
        other = load_set(name)
        for place, views in figures_on(ids, on, set_id=name).items():
            values = place_figures(other, views).items()
            found[place].update({measure_of(name, figure): value for figure, value in values})
    return {place: {**figures, **extra_figures.get(place, {})} for place, figures in found.items()}


def judge_each(
    criteria_set: CriteriaSet,
    held: Mapping[int, Mapping[str, FigureView]],
    on: date,
    extra_figures: Mapping[int, Figures],
) -> dict[int, PlaceResult]:
    known = attributes_on(held, on)
    found: dict[int, PlaceResult] = {}
    for place, views in held.items():
        figures = place_figures(criteria_set, views) | dict(extra_figures.get(place, {}))
        found[place] = judged(criteria_set, figures, on, known[place])
    return found


def judged(criteria_set: CriteriaSet, figures: Figures, on: date, attributes: Mapping[str, Any]) -> PlaceResult:
    return judge(
        criteria_set,
        figures,
        on,
        region=attributes.get("region"),
        group=attributes.get("group"),
        attributes=attributes,
        overlays=load_overlays(),
    )


def place_figures(criteria_set: CriteriaSet, views: Mapping[str, FigureView]) -> dict[str, Any]:
    """Figure id → value, as the judge takes them."""
    asked = criteria_set.by_id
    return {view.figure_id: judged_value(asked, view) for view in views.values()}


def judged_value(asked: Mapping[str, Asked], view: FigureView) -> Any:
    """While sources disagree and nobody has decided, the less favourable value is judged."""
    if not view.rivals:
        return view.text
    rule = asked.get(view.figure_id) or asked[view.figure_id.rpartition(":")[0]]
    values = [value_of(one.text, rule.value_kind) for one in (view, *view.rivals)]
    if not all(isinstance(value, (Decimal, bool)) for value in values):
        return view.text
    return max(values) if rule.direction is Direction.AT_MOST else min(values)
