"""How figures of predecessors may be joined into one for the unit that they became. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Rule(StrEnum):
    SUM = "sum"
    HOUSEHOLD_MEAN = "household_mean"
    PEOPLE_MEAN = "people_mean"
    NOT_JOINABLE = "not_joinable"


RULE_NAMES = {
    Rule.SUM: ("cộng các đơn vị", "sum of the units"),
    Rule.HOUSEHOLD_MEAN: ("bình quân theo số hộ", "mean weighted by households"),
    Rule.PEOPLE_MEAN: ("bình quân theo số dân", "mean weighted by people"),
    Rule.NOT_JOINABLE: ("không gộp được, xem từng đơn vị", "cannot be joined, see each unit"),
}
SHARES = {"percent", "pass_percent"}
TOTALS = {"count", "dong", "million_dong", "billion_dong", "m2", "ha", "km", "km2", "person", "household"}


@dataclass(frozen=True)
class Joined:
    """`value` is None when it may not be computed; the reason then says why, else by which rule it was."""

    value: Decimal | None
    reason_vi: str
    reason_en: str


def rule_for(kind: str, unit: str = "") -> Rule:
    """The rule of an indicator by its kind and unit; what is not known to be additive is not joined."""
    if kind in {"boolean", "grade", "composite"}:
        return Rule.NOT_JOINABLE
    if "_per_person" in unit:
        return Rule.PEOPLE_MEAN
    if unit in SHARES or (kind == "ratio" and not unit):
        return Rule.HOUSEHOLD_MEAN
    return Rule.SUM if unit in TOTALS or (kind == "count" and not unit) else Rule.NOT_JOINABLE


def join(rule: Rule, figures: Iterable[tuple[Decimal | None, Decimal | None]]) -> Joined:
    """One figure from (value, weight) of each predecessor; a missing one is never taken for zero."""
    rows = list(figures)
    missing = sum(value is None for value, _ in rows)
    if rule is Rule.NOT_JOINABLE:
        return Joined(None, *NOT_JOINABLE)
    if not rows or missing:
        return Joined(None, *_lacking(missing or len(rows), len(rows), "số liệu", "figure"))
    values = [value for value, _ in rows if value is not None]
    if rule is Rule.SUM:
        return Joined(sum(values, Decimal(0)), *_said(rule, len(rows)))
    return _mean(rule, values, [weight for _, weight in rows])


NOT_JOINABLE = (
    "Không gộp được: mức xếp loại và câu trả lời có/không phải xem theo từng đơn vị cũ.",
    "Cannot be joined: grades and yes/no answers are read unit by unit.",
)
WEIGHTS = {Rule.HOUSEHOLD_MEAN: ("số hộ", "number of households"), Rule.PEOPLE_MEAN: ("số dân", "population")}


def _mean(rule: Rule, values: list[Decimal], weights: list[Decimal | None]) -> Joined:
    known = [weight for weight in weights if weight is not None and weight >= 0]
    total = sum(known, Decimal(0))
    if len(known) < len(values) or not total:
        return Joined(None, *_lacking(len(values) - len(known), len(values), *WEIGHTS[rule]))
    whole = sum((value * weight for value, weight in zip(values, known, strict=True)), Decimal(0))
    return Joined(whole / total, *_said(rule, len(values)))


def _lacking(missing: int, of: int, what_vi: str, what_en: str) -> tuple[str, str]:
    return (
        f"Chưa gộp được: {missing}/{of} đơn vị chưa có {what_vi}.",
        f"Not joined yet: {missing} of {of} units have no {what_en}.",
    )


def _said(rule: Rule, units: int) -> tuple[str, str]:
    names = RULE_NAMES[rule]
    return (f"Gộp {units} đơn vị: {names[0]}.", f"Joined from {units} units: {names[1]}.")
