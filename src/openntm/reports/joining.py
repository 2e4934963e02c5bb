"""By which rule the figures of merged units may be joined into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.queries import FigureView
from openntm.criteria.types import Asked, Kind

SUMS = {"count", "person", "household", "km", "hectare", "dong", "million_dong", "billion_dong", "fields"}


@dataclass(frozen=True)
class Joined:
    """`value` is None where the rule forbids joining, or where a weight is not known."""

    rule: str
    value: Decimal | None


def rule_of(asked: Asked) -> str:
    """sum, mean (weighted by households) or none."""
    if asked.kind in (Kind.BOOLEAN, Kind.GRADE, Kind.COMPOSITE):
        return "none"
    return "sum" if asked.kind is Kind.COUNT and asked.unit in SUMS else "mean"


def join(
    asked: Asked, parts: Sequence[int], views: Mapping[int, FigureView], households: Mapping[int, Decimal]
) -> Joined:
    """The figure of the new unit from those of the units it was made of, all of which must be known."""
    rule = rule_of(asked)
    values = [views[part].value for part in parts if part in views]
    if rule == "none":
        return Joined(_("cannot be joined: it has to be assessed anew"), None)
    if len(values) < len(parts) or not all(isinstance(value, Decimal) for value in values):
        return Joined(_("not joined: a predecessor has no figure"), None)
    if rule == "sum":
        return Joined(_("sum"), sum(values, Decimal(0)))
    weights = [households.get(part) for part in parts]
    if not all(weights):
        return Joined(_("mean weighted by households: a number of households is not known"), None)
    whole = sum((weight or Decimal(0) for weight in weights), Decimal(0))
    total = sum((value * (weight or 0) for value, weight in zip(values, weights, strict=True)), Decimal(0))
    return Joined(_("mean weighted by households"), (total / whole).quantize(Decimal("0.01")))
