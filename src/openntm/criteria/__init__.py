"""The criteria sets of each period as dated data, and the judge of figures against them: pure, no Django."""

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

__all__ = [
    "NOT_APPLICABLE",
    "Because",
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
    "SetNotFound",
    "SetRefused",
    "ThresholdRow",
    "UnknownColumn",
    "Verdict",
    "check_file",
    "judge",
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
