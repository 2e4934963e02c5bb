"""Answers that follow from another set: "meets the NTM set", "criterion 4 of it is met"."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openntm.criteria.bulk.classes import CompiledSet
from openntm.criteria.bulk.numbers import Scaled
from openntm.criteria.bulk.result import BulkResult
from openntm.criteria.planning import ShippedSets
from openntm.criteria.types import Asked, Code

_ANSWERS = {Code.MET: True, Code.NOT_MET: False}


def with_answers(
    compiled: CompiledSet, figures: Mapping[str, Any], judge: Callable[[CompiledSet, Mapping[str, Any]], BulkResult]
) -> Mapping[str, Any]:
    """Fills what was not reported from figures given as `<set id>/<figure id>`; what was reported stands."""
    asked = {key: one for key, one in compiled.criteria_set.by_id.items() if one.meets_set}
    results: dict[str, BulkResult] = {}
    found: dict[str, Any] = {}
    for key, one in asked.items():
        name = str(one.meets_set)
        others = ShippedSets() if compiled.asked.others is None else compiled.asked.others
        own = {name_.removeprefix(f"{name}/"): v for name_, v in figures.items() if name_.startswith(f"{name}/")}
        if own and name in others and not isinstance(figures.get(key), Scaled):
            if name not in results:
                results[name] = judge(compiled.other(others[name]), own)
            found[key] = _filled(figures.get(key), _answers(one, results[name]))
    return {**figures, **found} if found else figures


def _answers(asked: Asked, result: BulkResult) -> list[bool | None]:
    if asked.meets_criterion is None:
        codes = result.title
    elif asked.meets_criterion in {criterion.id for criterion in result.law.criteria}:
        codes = result.criterion(asked.meets_criterion)
    else:
        return [None] * result.table.rows
    return [_ANSWERS.get(Code(code)) for code in codes.tolist()]


def _filled(reported: Sequence[Any] | None, answers: list[bool | None]) -> list[Any]:
    if reported is None:
        return list(answers)
    return [answer if own is None else own for own, answer in zip(reported, answers, strict=True)]
