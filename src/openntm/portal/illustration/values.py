"""One illustrative value: on the good side of the threshold where the commune is able enough, short of it otherwise."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import floor

from openntm.assessment.values import text_of
from openntm.criteria.types import Asked, Code, Direction, Rule, ValueKind

TENTH = Decimal("0.1")
ONE = Decimal(1)
WHOLE_UNITS = {"count", "level", "points", "fields", "person", "household"}
HUNDRED, HIGHEST_LEVEL = Decimal(100), Decimal(3)


def leaves(rule: Rule) -> Iterator[Rule]:
    """The rules under an indicator that a commune reports a figure for."""
    if rule.fixed is Code.NOT_APPLICABLE:
        return
    if not rule.parts or rule.asked.needs_own_figure:
        yield rule
    for part in rule.parts:
        yield from leaves(part)


def value_text(rule: Rule, margin: float) -> str:
    """The figure as it is stored; `margin` is zero or more where the commune meets the rule."""
    asked, needed = rule.asked, rule.needed.value
    if asked.value_kind is ValueKind.BOOLEAN:
        return "true" if margin >= 0 else "false"
    if asked.value_kind is ValueKind.GRADE:
        return _grade(asked, str(needed or asked.scale[-1]), margin)
    known = Decimal(needed) if isinstance(needed, Decimal) else _usual(asked)
    return text_of(_number(asked, known, Decimal(floor(margin * 10_000)) / 10_000))


def _grade(asked: Asked, needed: str, margin: float) -> str:
    place = asked.scale.index(needed)
    step = (1 if margin > 0.2 else 0) if margin >= 0 else -1
    return asked.scale[min(max(place + step, 0), len(asked.scale) - 1)]


def _usual(asked: Asked) -> Decimal:
    """A plain middle where no threshold is known: the figure says nothing about one."""
    return {"percent": Decimal(70), "count": ONE, "level": Decimal(2)}.get(asked.unit, Decimal(10))


def _number(asked: Asked, needed: Decimal, margin: Decimal) -> Decimal:
    step = ONE if asked.unit in WHOLE_UNITS else TENTH
    if asked.direction is Direction.AT_MOST:
        return _at_most(needed, margin, step)
    return _at_least(needed, margin, step, max(_most(asked, needed, step), needed))


def _most(asked: Asked, needed: Decimal, step: Decimal) -> Decimal:
    """What the best commune reaches: not every share comes near a hundred."""
    if asked.unit == "percent":
        return min(HUNDRED, needed * Decimal("1.6") + 5)
    return HIGHEST_LEVEL if asked.unit == "level" else needed * Decimal("1.4") + step


def _at_least(needed: Decimal, margin: Decimal, step: Decimal, top: Decimal) -> Decimal:
    if margin >= 0:
        return max(needed, _to(needed + (top - needed) * min(ONE, margin * Decimal("1.7")), step))
    short = needed * min(Decimal("0.5"), -margin)
    return max(Decimal(0), min(needed - step, _to(needed - short, step)))


def _at_most(needed: Decimal, margin: Decimal, step: Decimal) -> Decimal:
    if margin >= 0:
        return min(needed, _to(needed * max(Decimal(0), ONE - margin * Decimal("1.7")), step))
    return max(needed + step, _to(needed * (ONE - margin), step))


def _to(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_UP)
