"""Numbers, shares, days and verdicts as Vietnamese documents write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from openntm.criteria import Finding, show
from openntm.criteria.numbers import with_unit
from openntm.criteria.phrases import PHRASES
from openntm.criteria.types import CriterionResult
from openntm.criteria.units import GAP_UNITS

LAYERS = {
    "self": "tự đánh giá",
    "checked": "đã kiểm tra",
    "appraised": "đã thẩm định",
    "published": "đã công bố",
}
UNVERIFIED = "chưa kiểm chứng"
VERDICTS = {name.removeprefix("verdict_"): word for name, word in PHRASES["vi"].items() if name.startswith("verdict_")}
CUT = "Tỷ lệ lấy đến hai chữ số thập phân, không làm tròn lên."


def day_words(day: date) -> str:
    """ "ngày 11 tháng 01 năm 2024"."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def day_short(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def number(value: int | Decimal) -> str:
    return show(Decimal(value), "vi")


def percent(part: int, whole: int) -> str:
    """Two decimals at most, never rounded up: 17 of 19 is 89,47 %."""
    if whole == 0:
        return "–"
    cut = Decimal(part * 10000 // whole) / 100
    return f"{number(cut)}\u00a0%"


def reaches(part: int, whole: int, least: Decimal) -> bool:
    """Compared exactly, not by the written share."""
    return whole > 0 and Fraction(part * 100, whole) >= Fraction(least)


def of(part: int, whole: int) -> str:
    """ "43/45 (95,55 %)", never broken at the line's end."""
    return f"{number(part)}/{number(whole)}\u00a0({percent(part, whole)})"


def verdict(found: Finding | CriterionResult) -> str:
    return VERDICTS[str(found.because or found.verdict)]


def gap(finding: Finding) -> str:
    """ "còn thiếu 3,5 điểm %"; nothing where nothing is missing."""
    if not finding.gap:
        return ""
    unit = "points" if finding.asked.bands else GAP_UNITS.get(finding.asked.unit, finding.asked.unit)
    side = "short" if finding.asked.direction == "at_least" else "over"
    return PHRASES["vi"][side].format(with_unit(finding.gap, unit, "vi")).removeprefix(", ")


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
