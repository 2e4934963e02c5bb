"""What each key of GS1 may hold (General Specifications, section 3): length, signs, check digit, days."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from biip.checksums import gs1_standard_check_digit

from openntm.produce.gs1.refused import (
    MissingValue,
    NotADate,
    NotDigits,
    TooLong,
    WrongCharacter,
    WrongDigit,
    WrongLength,
)

# Table 7.11-1 of the General Specifications: 82 signs that every reader knows, and the 39 of table 7.11-2.
SIGNS_82 = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
SIGNS_39 = frozenset("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DIGITS = frozenset("0123456789")
GTIN_LENGTHS = (8, 12, 13, 14)


@dataclass(frozen=True, slots=True)
class Key:
    """`lengths` are the exact ones; else up to `most`. `behind` are the keys that may follow it, in their order."""

    title: str
    signs: frozenset[str] = DIGITS
    lengths: tuple[int, ...] = ()
    most: int = 0
    has_check_digit: bool = False
    is_day: bool = False
    behind: tuple[str, ...] = ()


KEYS: Mapping[str, Key] = {
    "01": Key("GTIN", lengths=GTIN_LENGTHS, has_check_digit=True, behind=("22", "10", "21")),
    "00": Key("SSCC", lengths=(18,), has_check_digit=True),
    "414": Key("GLN", lengths=(13,), has_check_digit=True, behind=("254",)),
    "417": Key("GLN", lengths=(13,), has_check_digit=True),
    "8010": Key("CPID", SIGNS_39, most=30, behind=("8011",)),
    "22": Key("CPV", SIGNS_82, most=20),
    "10": Key("BATCH/LOT", SIGNS_82, most=20),
    "21": Key("SERIAL", SIGNS_82, most=20),
    "254": Key("GLN EXTENSION", SIGNS_82, most=20),
    "8011": Key("CPID SERIAL", most=12),
    "11": Key("PROD DATE", lengths=(6,), is_day=True),
    "13": Key("PACK DATE", lengths=(6,), is_day=True),
    "15": Key("BEST BEFORE", lengths=(6,), is_day=True),
    "16": Key("SELL BY", lengths=(6,), is_day=True),
    "17": Key("USE BY", lengths=(6,), is_day=True),
}
PRIMARY = ("01", "00", "414", "417", "8010")


def check_digit(body: str) -> str:
    """Of a GTIN, GLN or SSCC that has none yet."""
    return str(gs1_standard_check_digit(body))


def has_right_digit(number: str, *lengths: int) -> bool:
    """`lengths` are those that it may have; any, if none is named."""
    return (
        len(number) in (lengths or (len(number),))
        and set(number) <= DIGITS
        and len(number) > 1
        and check_digit(number[:-1]) == number[-1]
    )


def gtin14(gtin: str) -> str:
    """Fourteen digits, as events and addresses write a shorter one."""
    return gtin.zfill(14)


def checked(key: str, value: str) -> str:
    """The value, or the first reason why (key) may not hold it."""
    rule = KEYS[key]
    if not value:
        raise MissingValue(key=key)
    wrong = next((sign for sign in value if sign not in rule.signs), None)
    if wrong is not None:
        raise (NotDigits if rule.signs == DIGITS else WrongCharacter)(key=key, sign=wrong)
    if rule.lengths and len(value) not in rule.lengths:
        wanted = ", ".join(str(length) for length in rule.lengths)
        raise WrongLength(key=key, length=len(value), wanted=wanted)
    if rule.most and len(value) > rule.most:
        raise TooLong(key=key, length=len(value), most=rule.most)
    if rule.has_check_digit and not has_right_digit(value):
        raise WrongDigit(key=key, found=value[-1], right=check_digit(value[:-1]))
    if rule.is_day:
        day_of(key, value)
    return value


def day_of(key: str, value: str) -> date:
    """Of this century, as all produce is; day 00 is the last one of the month (section 3.4)."""
    if not re.fullmatch(r"[0-9]{6}", value):
        raise NotADate(key=key, value=value)
    year, month, day = 2000 + int(value[:2]), int(value[2:4]), int(value[4:])
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        raise NotADate(key=key, value=value) from None
