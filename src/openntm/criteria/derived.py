"""Figures that follow from another set: "meets the NTM set", "criterion 4 of it is met"."""

from collections.abc import Callable, Mapping
from typing import Any

from openntm.criteria.types import Asked, CriteriaSet, PlaceResult, Verdict

Judge = Callable[[CriteriaSet, Mapping[str, Any]], PlaceResult]
_ANSWERS = {Verdict.MET: True, Verdict.NOT_MET: False}


def with_derived(
    law: CriteriaSet, figures: Mapping[str, Any], others: Mapping[str, CriteriaSet], judge: Judge
) -> Mapping[str, Any]:
    """Adds answers that come out of figures given as `<set id>/<figure id>`; an answer that was reported stands."""
    if not any("/" in name for name in figures):
        return figures
    known, results = dict(figures), dict[str, PlaceResult | None]()
    for figure_id, asked in law.by_id.items():
        if asked.meets_set is None or figures.get(figure_id) is not None:
            continue
        if asked.meets_set not in results:
            results[asked.meets_set] = _result(asked.meets_set, figures, others, judge)
        known[figure_id] = _answer(asked, results[asked.meets_set])
    return known


def _result(
    set_id: str, figures: Mapping[str, Any], others: Mapping[str, CriteriaSet], judge: Judge
) -> PlaceResult | None:
    """The other set judged on its own figures; those of further sets go along, so that it can derive in turn."""
    prefix = f"{set_id}/"
    own = {name.removeprefix(prefix): value for name, value in figures.items() if name.startswith(prefix)}
    other = others.get(set_id) if own else None
    if other is None:
        return None
    further = {name: value for name, value in figures.items() if "/" in name and not name.startswith(prefix)}
    return judge(other, {**further, **own})


def _answer(asked: Asked, result: PlaceResult | None) -> bool | None:
    if result is None or asked.meets_criterion is None:
        return result.title_met if result else None
    found = next((c.verdict for c in result.criteria if c.id == asked.meets_criterion), None)
    return _ANSWERS.get(found) if found else None
