"""Reads what a person typed as the figure of an indicator, or says in both languages why it is none."""

import unicodedata
from decimal import Decimal

from openntm.criteria.numbers import parse_number
from openntm.criteria.types import NOT_APPLICABLE, Asked, Attribute, FigureRefused, Kind, Value, ValueKind

_YES = {"dat", "co", "true", "yes", "1", "dung", "x"}
_NO = {"khong dat", "chua dat", "khong", "chua", "false", "no", "0", "sai"}
_NOT_APPLICABLE = {"khong ap dung", "n/a", "na", "not applicable", "not_applicable"}
_NOTHING = {"", "-", "–", "—"}
_LONGEST = 200


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: "Không  ĐẠT" and "khong dat" are one."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def parse_value(asked: Asked, text: str) -> Value | None:
    """The figure that was typed: đạt/không đạt, 98,5 or 98.5, a grade's name; nothing typed is no figure."""
    text = text.strip()
    folded = fold(text[:_LONGEST])
    if folded in _NOTHING:
        return None
    if len(text) > _LONGEST:
        raise FigureRefused("Nội dung quá dài.", "This is too long.")
    if folded in _NOT_APPLICABLE:
        return _not_applicable(asked)
    if asked.value_kind is ValueKind.BOOLEAN:
        return _yes_or_no(text, folded)
    return _grade(asked, text, folded) if asked.value_kind is ValueKind.GRADE else _number(asked, text)


def reading_of(asked: Asked) -> tuple[object, ...]:
    """All that decides how a text is read: what two indicators of one reading make of a figure is the same."""
    share = asked.value_kind is ValueKind.NUMBER and _is_share(asked)
    bands = tuple((band.starts, band.grade) for band in asked.bands)
    return asked.value_kind, asked.unit, asked.kind, asked.scale, bands, asked.may_be_not_applicable, share


def parse_attribute(attribute: Attribute, text: str) -> Decimal | bool | str | None:
    """An attribute of a place that was typed; numbers of this kind are whole."""
    text = text.strip()
    if fold(text) in _NOTHING:
        return None
    if attribute.kind == "boolean":
        return _yes_or_no(text, fold(text))
    return parse_number(text, "count") if attribute.kind == "number" else text


def _not_applicable(asked: Asked) -> Value:
    if asked.may_be_not_applicable:
        return NOT_APPLICABLE
    raise FigureRefused(
        f"Chỉ tiêu {asked.id} không có trường hợp “không áp dụng”.", f"Indicator {asked.id} always applies."
    )


def _yes_or_no(text: str, folded: str) -> bool:
    if folded in _YES | _NO:
        return folded in _YES
    raise FigureRefused(f"“{text}”: hãy ghi đạt hoặc không đạt.", f'"{text}": write yes (đạt) or no (không đạt).')


def _grade(asked: Asked, text: str, folded: str) -> Value:
    for grade in asked.scale:
        if fold(grade) == folded.removeprefix("muc do ").removeprefix("muc "):
            return grade
    if asked.bands and folded[:1].isdigit():
        return parse_number(text, "points")
    scale = ", ".join(asked.scale)
    raise FigureRefused(f"“{text}”: hãy ghi một trong các mức: {scale}.", f'"{text}": write one of {scale}.')


def _number(asked: Asked, text: str) -> Decimal:
    bare = text.removesuffix("%").strip() if "percent" in asked.unit else text
    number = parse_number(bare, asked.unit)
    if number > 100 and _is_share(asked):
        raise FigureRefused(f"“{text}”: tỷ lệ không thể quá 100 %.", f'"{text}": a share cannot exceed 100%.')
    return number


def _is_share(asked: Asked) -> bool:
    """A share of a whole; what may be asked to exceed 100 % is a comparison, not a share."""
    if asked.kind is not Kind.RATIO or asked.unit != "percent":
        return False
    values = (value for row in asked.thresholds for value in row.values.values())
    return all(value <= 100 for value in values if isinstance(value, Decimal))
