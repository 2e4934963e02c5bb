"""Figures that follow from another set: "meets the NTM set", "criterion 4 of it is met"."""

from collections.abc import Callable, Mapping
from typing import Any

from openntm.criteria.thresholds import Place
from openntm.criteria.types import Asked, CriteriaSet, PlaceResult, Verdict

Judge = Callable[[CriteriaSet, Mapping[str, Any]], PlaceResult]
_ANSWERS = {Verdict.MET: True, Verdict.NOT_MET: False}


def with_derived(law: CriteriaSet, figures: Mapping[str, Any], place: Place, judge: Judge) -> dict[str, Any]:
    """Adds answers that come out of figures given as `<set id>/<figure id>`; an answer that was reported stands."""
    known, results = dict(figures), dict[str, PlaceResult]()
    for figure_id, asked in law.by_id.items():
        if asked.meets_set is None or figures.get(figure_id) is not None:
            continue
        own = _figures_of(asked.meets_set, figures)
        other = place.others.get(asked.meets_set) if own else None
        if other is not None:
            result = results.setdefault(other.id, judge(other, own))
            known[figure_id] = _answer(asked, result)
    return known


def _figures_of(set_id: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    prefix = f"{set_id}/"
    return {key.removeprefix(prefix): value for key, value in figures.items() if key.startswith(prefix)}


def _answer(asked: Asked, result: PlaceResult) -> bool | None:
    if asked.meets_criterion is None:
        return result.title_met
    found = next((c.verdict for c in result.criteria if c.id == asked.meets_criterion), None)
    return _ANSWERS.get(found) if found else None
