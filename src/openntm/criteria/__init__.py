"""The criteria sets of each period as dated data, and the judge of figures against them: pure, no Django."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from openntm.criteria.check import check_file
from openntm.criteria.figures import read_value, write_value
from openntm.criteria.judge import judge, judge_plan
from openntm.criteria.library import SetNotFound, load_overlays, load_set, set_ids, set_path, sets_in_force
from openntm.criteria.numbers import show
from openntm.criteria.parsing import parse_attribute, parse_value
from openntm.criteria.planning import UnknownColumn, plan
from openntm.criteria.problems import Problem, SetRefused
from openntm.criteria.types import (
    NOT_APPLICABLE,
    Because,
    Code,
    CriteriaSet,
    CriterionResult,
    FigureRefused,
    Finding,
    Indicator,
    Overlay,
    Part,
    PlaceResult,
    Plan,
    Rule,
    ThresholdRow,
    Verdict,
)

if TYPE_CHECKING:
    from openntm.criteria.bulk import BulkResult, Scaled, columns_from, compile_set, judge_many

__all__ = [
    "NOT_APPLICABLE",
    "Because",
    "BulkResult",
    "Code",
    "CriteriaSet",
    "CriterionResult",
    "FigureRefused",
    "Finding",
    "Indicator",
    "Overlay",
    "Part",
    "PlaceResult",
    "Plan",
    "Problem",
    "Rule",
    "Scaled",
    "SetNotFound",
    "SetRefused",
    "ThresholdRow",
    "UnknownColumn",
    "Verdict",
    "check_file",
    "columns_from",
    "compile_set",
    "judge",
    "judge_many",
    "judge_plan",
    "load_overlays",
    "load_set",
    "parse_attribute",
    "parse_value",
    "plan",
    "read_value",
    "set_ids",
    "set_path",
    "sets_in_force",
    "show",
    "write_value",
]

_MANY = ("BulkResult", "Scaled", "columns_from", "compile_set", "judge_many")


def __getattr__(name: str) -> Any:
    """The judge of many places is loaded when it is asked for: a command that judges one place does without NumPy."""
    if name not in _MANY:
        raise AttributeError(f"openntm.criteria has no {name}")
    return getattr(import_module("openntm.criteria.bulk"), name)
