"""Figures as they stand in records: exact, of the right sort, never a float."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from openntm.criteria.types import NOT_APPLICABLE, Asked, FigureRefused, Value, ValueKind
from openntm.criteria.types.strict import decimal_of

SEXES = ("nam", "nu")


def figure_in(figures: Mapping[str, Any], figure_id: str, asked: Asked) -> Value | None:
    """The figure of an indicator or part; "not applicable" counts only where the law allows it."""
    raw = figures.get(figure_id)
    if raw is None or raw == "":
        return None
    if raw is NOT_APPLICABLE or raw == NOT_APPLICABLE.value:
        return NOT_APPLICABLE if asked.may_be_not_applicable else None
    return read_value(asked, raw)


def read_value(asked: Asked, raw: Any) -> Value:
    """A value as it is stored (`true`, `98.5`, a grade's name); what people type goes through `parse_value`."""
    if asked.value_kind is ValueKind.BOOLEAN:
        found: Value | None = _boolean(raw)
    elif isinstance(raw, str) and raw in asked.scale:
        found = raw
    elif asked.value_kind is ValueKind.NUMBER or asked.bands:
        found = _number(raw)
    else:
        found = None
    if found is None:
        raise _refused(asked, raw)
    return found


def _boolean(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    return {"true": True, "false": False}.get(raw) if isinstance(raw, str) else None


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, str):
        try:
            return decimal_of(raw)
        except ValueError:
            return None
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        number = Decimal(raw)
        return number if number.is_finite() else None
    return None


def write_value(value: Value | None) -> str:
    """The text under which `read_value` finds the same value again; nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.value if value is NOT_APPLICABLE else f"{value:f}" if isinstance(value, Decimal) else value


def _refused(asked: Asked, raw: Any) -> FigureRefused:
    return FigureRefused(
        f"Chỉ tiêu {asked.id}: “{raw}” không phải là số liệu hợp lệ.",
        f'Indicator {asked.id}: "{raw}" is no valid figure.',
    )
