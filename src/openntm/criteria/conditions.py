"""The tiny language of `when`: NAME, not NAME, NAME > N (also >=, <, <=, ==, !=), and nothing else."""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from openntm.criteria.types import Attribute
from openntm.criteria.types.strict import decimal_of

AttributeValue = bool | Decimal | str
_FORM = re.compile(r"^(?:(not) )?([a-zA-Z_]\w*)(?: ?(>=|<=|==|!=|>|<) ?(-?\d+(?:\.\d+)?))?$", re.ASCII)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


class Condition(NamedTuple):
    """One condition on one attribute."""

    name: str
    negated: bool
    sign: str | None
    number: Decimal | None


@cache
def parse_condition(text: str) -> Condition:
    """The condition that `text` says; anything beyond the tiny language is refused."""
    form = _FORM.fullmatch(text)
    if form is None or (form[1] and form[3]):
        raise ValueError(f'"{text}" is not a condition: write NAME, not NAME, or NAME > 3')
    return Condition(form[2], bool(form[1]), form[3], Decimal(form[4]) if form[4] else None)


def holds(text: str, attributes: Mapping[str, Any], declared: Mapping[str, Attribute]) -> bool | None:
    """Whether the condition holds for a commune; None when the commune has not stated what it asks."""
    condition = parse_condition(text)
    value = attribute_value(condition.name, attributes, declared)
    if value is None:
        return None
    if condition.sign is None:
        return bool(value) is not condition.negated
    return _COMPARE[condition.sign](Decimal(value), condition.number)


def is_stated(text: str, attributes: Mapping[str, Any]) -> bool:
    """Whether the commune has said anything about the attribute."""
    return attributes.get(parse_condition(text).name) is not None


def attribute_value(
    name: str, attributes: Mapping[str, Any], declared: Mapping[str, Attribute]
) -> AttributeValue | None:
    """A stated attribute, or its default: classes of communes are official lists, so a boolean is otherwise false."""
    attribute = declared.get(name)
    raw = attributes.get(name)
    if raw is None or raw == "":
        return _default(attribute)
    return _typed(name, raw, attribute.kind if attribute else "text")


def _default(attribute: Attribute | None) -> bool | None:
    if attribute is None or attribute.kind != "boolean":
        return None
    return attribute.default if attribute.default is not None else False


def _exact(name: str, raw: Any) -> Decimal:
    try:
        if isinstance(raw, str):
            return decimal_of(raw)
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            return Decimal(raw)
    except ValueError:
        pass
    raise ValueError(f"attribute {name}: {raw} is no exact number")


def _typed(name: str, raw: Any, kind: str) -> AttributeValue:
    if kind == "number":
        return _exact(name, raw)
    if kind == "boolean" and isinstance(raw, str):
        if raw.lower() not in ("true", "false"):
            raise ValueError(f"attribute {name}: {raw} is neither true nor false")
        return raw.lower() == "true"
    return raw if isinstance(raw, bool | Decimal | str) else str(raw)
