"""Figures as exact text: what is stored, compared and put into snapshots."""

import re
from decimal import Decimal
from typing import Any

from openntm.criteria import NOT_APPLICABLE

LEFT_OUT = NOT_APPLICABLE.value
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def text_of(value: Any) -> str:
    """The one text of a value: `98.5`, `true`, `not_applicable`, a grade's own word, or nothing when it is missing."""
    if value is None:
        return ""
    if value is NOT_APPLICABLE:
        return LEFT_OUT
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return _plain(Decimal(value))
    return str(value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def value_of(text: str, kind: str = "") -> Any:
    """The value behind a stored text; of a grade the word is kept even when it looks like a number."""
    if text == "":
        return None
    if text == LEFT_OUT:
        return NOT_APPLICABLE
    if kind == "grade":
        return text
    if text in {"true", "false"}:
        return text == "true"
    return Decimal(text) if NUMBER.match(text) else text
