"""Numbers as people write them: 1.234,5 in Vietnamese, 1,234.5 in English."""

import re
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from openntm.criteria.types.values import FigureRefused
from openntm.criteria.units import UNITS, Size

Language = Literal["vi", "en"]
_MOST_DIGITS = 25
_SHOWN = Decimal("0.000001")
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f")
_GROUPED = re.compile(r"^\d{1,3}(?:([ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$", re.ASCII)
_BOTH = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*([.,])\d+$", re.ASCII)
_GROUPS_ONLY = re.compile(r"^\d{1,3}([.,])\d{3}(?:\1\d{3})+$", re.ASCII)
_ONE = re.compile(r"^(\d+)[.,](\d+)$", re.ASCII)
_WHOLE = re.compile(r"^\d+$", re.ASCII)


def show(number: Decimal, language: Language, places: int | None = None) -> str:
    """The number in the language's writing: no digit is rounded up, none that is zero is kept beyond `places`."""
    shown = number.quantize(_SHOWN, ROUND_DOWN) if number.as_tuple().exponent not in range(-6, 1) else number
    whole, _, fraction = f"{shown:,f}".partition(".")
    fraction = fraction.rstrip("0").ljust(places or 0, "0")
    if language == "en":
        return f"{whole}.{fraction}" if fraction else whole
    return f"{whole.replace(',', '.')},{fraction}" if fraction else whole.replace(",", ".")


def with_unit(number: Decimal, unit: str, language: Language, places: int | None = None) -> str:
    """The number with its unit behind it."""
    return show(number, language, places) + UNITS[unit].after(language)


def parse_number(text: str, unit: str) -> Decimal:
    """A typed number, Vietnamese or English.

    With both signs the last is the decimal one; a sign that repeats groups thousands. One sign before exactly three
    digits ("1.234") could be either: it is a decimal sign where the unit has no figures of a thousand, it groups
    thousands where the unit counts whole things, and elsewhere it is refused.
    """
    sign, digits = ("-", text[1:].strip()) if text[:1] in "-−" and text else ("", text.removeprefix("+"))
    if not digits or sum(c.isdigit() for c in digits) > _MOST_DIGITS:
        raise _no_number(text)
    number = Decimal(sign + _plain(digits, unit, text))
    if number < 0 and not UNITS[unit].may_be_negative:
        raise FigureRefused(f"“{text}”: số liệu này không thể âm.", f'"{text}": this figure cannot be negative.')
    if UNITS[unit].size is Size.WHOLE and number != number.to_integral_value():
        raise FigureRefused(f"“{text}”: phải là số nguyên.", f'"{text}": this must be a whole number.')
    return number


def _plain(digits: str, unit: str, text: str) -> str:
    """The digits with one point at most."""
    if _GROUPED.match(digits):
        return digits.translate(_SPACES).replace(",", ".")
    both = _BOTH.match(digits)
    if both and both[1] != both[2]:
        return digits.replace(both[1], "").replace(",", ".")
    if _WHOLE.match(digits):
        return digits
    if groups := _GROUPS_ONLY.match(digits):
        return digits.replace(groups[1], "")
    if one := _ONE.match(digits):
        return _one_sign(one[1], one[2], UNITS[unit].size, text)
    raise _no_number(text)


def _one_sign(whole: str, rest: str, size: Size, text: str) -> str:
    could_group = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not could_group or size is Size.SMALL:
        return f"{whole}.{rest}"
    if size is Size.WHOLE and rest != "000":
        return whole + rest
    raise FigureRefused(
        f"“{text}” có thể hiểu là {whole}{rest} hoặc {whole},{rest}: hãy viết {whole}{rest} hoặc {whole},{rest}0.",
        f'"{text}" may mean {whole}{rest} or {whole}.{rest}: write {whole}{rest} or {whole}.{rest}0.',
    )


def _no_number(text: str) -> FigureRefused:
    return FigureRefused(f"“{text}” không phải là số.", f'"{text}" is not a number.')
