"""One-sentence reasons in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from openntm.criteria.numbers import Language, show, with_unit
from openntm.criteria.phrases import GRADES_EN, PHRASES
from openntm.criteria.types.words import Direction, ValueKind, Verdict, Why
from openntm.criteria.units import GAP_UNITS

if TYPE_CHECKING:
    from openntm.criteria.types.findings import Finding

__all__ = ["Language", "figure_text", "needed_text", "reason"]


def needed_text(finding: Finding, language: Language) -> str:
    """What the law asks: "≥ 95 %", "từ khá trở lên"; nothing when it is not known."""
    if finding.needed is None:
        return ""
    if finding.asked.value_kind is ValueKind.BOOLEAN:
        return PHRASES[language]["yes"]
    if finding.asked.value_kind is ValueKind.GRADE:
        side = "grade_at_least" if finding.asked.direction is Direction.AT_LEAST else "grade_at_most"
        return PHRASES[language][side].format(_grade(str(finding.needed), language))
    sign = "≥" if finding.asked.direction is Direction.AT_LEAST else "≤"
    return f"{sign} {_value(finding, finding.needed, language)}"


def figure_text(finding: Finding, language: Language) -> str:
    """The figure with its unit; nothing when there is none."""
    return "" if finding.figure is None else _value(finding, finding.figure, language)


def reason(finding: Finding, language: Language) -> str:
    """The verdict, why, and the row of law, in one sentence."""
    words = PHRASES[language]
    start = words[f"verdict_{finding.because or finding.verdict}"]
    behind = _behind(finding, language)
    return f"{start}: {_middle(finding, language)}{f' ({behind})' if behind else ''}."


def _middle(finding: Finding, language: Language) -> str:
    words = PHRASES[language]
    match finding.why:
        case Why.COMPARED:
            return _compared(finding, language)
        case Why.AS_WHOLE:
            return f"{_compared(finding, language)}, {words['as_whole']}"
        case Why.BY_SEX:
            return _by_sex(finding, language)
        case Why.BY_PARTS:
            return _by_parts(finding, language)
        case Why.NOT_REPORTED:
            return _not_reported(finding, language)
        case Why.ATTRIBUTE_MISSING:
            return words["attribute_missing"].format(_in(finding.missing, language) if finding.missing else "")
        case _:
            return words[finding.why]


def _compared(finding: Finding, language: Language) -> str:
    words = PHRASES[language]
    if finding.asked.value_kind is ValueKind.BOOLEAN:
        return words["reported_yes" if finding.figure is True else "reported_no"]
    if finding.asked.value_kind is ValueKind.GRADE:
        asked = words["asked"].format(needed_text(finding, language))
        return f"{_value(finding, finding.figure, language)}, {asked}{_short(finding, language)}"
    sign = _sign(finding)
    needed = _value(finding, finding.needed, language)
    return f"{_value(finding, finding.figure, language)} {sign} {needed}{_short(finding, language)}"


def _sign(finding: Finding) -> str:
    passes = finding.verdict is Verdict.MET
    if finding.asked.direction is Direction.AT_LEAST:
        return "≥" if passes else "<"
    return "≤" if passes else ">"


def _short(finding: Finding, language: Language) -> str:
    if not finding.gap:
        return ""
    unit = "points" if finding.asked.bands else GAP_UNITS.get(finding.asked.unit, finding.asked.unit)
    side = "short" if finding.asked.direction is Direction.AT_LEAST else "over"
    return PHRASES[language][side].format(with_unit(finding.gap, unit, language))


def _value(finding: Finding, value: object, language: Language) -> str:
    words = PHRASES[language]
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, str):
        return _grade(value, language)
    if not isinstance(value, Decimal):
        return words["not_applicable"]
    if finding.asked.bands:
        return with_unit(value, "points", language)
    if finding.asked.unit == "level":
        return words["level"].format(show(value, language))
    return with_unit(value, finding.asked.unit, language, finding.asked.places)


def _grade(name: str, language: Language) -> str:
    return name if language == "vi" else GRADES_EN.get(name, name)


def _by_sex(finding: Finding, language: Language) -> str:
    words = PHRASES[language]
    given = [
        f"{words[part.indicator.rpartition(':')[2]]} {_value(part, part.figure, language)}"
        for part in finding.parts
        if part.figure is not None
    ]
    needed = needed_text(finding, language)
    return f"{', '.join(given)}; {words['each_sex'].format(needed)}{_short(finding, language)}"


def _by_parts(finding: Finding, language: Language) -> str:
    words = PHRASES[language]
    if finding.verdict is Verdict.MET:
        met = [part for part in finding.parts if part.verdict is Verdict.MET]
        return words["parts_met"].format(_names(met, language))
    failing = [part for part in finding.parts if part.verdict is Verdict.NOT_MET]
    return words["parts_not_met"].format("; ".join(_failing(part, language) for part in failing))


def _failing(part: Finding, language: Language) -> str:
    """The part by name, with its figures where it was compared."""
    is_compared = part.why is Why.COMPARED and part.asked.value_kind is not ValueKind.BOOLEAN
    return _name(part, language) + (f" – {_compared(part, language)}" if is_compared else "")


def _not_reported(finding: Finding, language: Language) -> str:
    words = PHRASES[language]
    waiting = [part for part in finding.parts if part.why is Why.NOT_REPORTED]
    if waiting and finding.figure is None:
        return words["enter_parts"].format(_in(finding.title, language), _names(waiting, language))
    if waiting:
        return words["enter"].format(_names(waiting, language))
    return words["enter"].format(_in(finding.title, language))


def _names(findings: Sequence[Finding], language: Language) -> str:
    return "; ".join(_name(part, language) for part in findings)


def _name(part: Finding, language: Language) -> str:
    last = part.indicator.rpartition(":")[2]
    return PHRASES[language].get(last) or _in(part.title, language)


def _in(text: object, language: Language) -> str:
    return str(getattr(text, language, text))


def _behind(finding: Finding, language: Language) -> str:
    """The row of law, its column, and what is to be known about it."""
    row, words = finding.row, PHRASES[language]
    if row is None or finding.verdict is Verdict.NOT_APPLICABLE:
        return ""
    column = row.column_vi if language == "vi" else row.column_en
    source = ", ".join([row.source, *([words["column"].format(column)] if column else [])])
    notes = [words["general"]] if finding.general else []
    notes += [words["replaced"].format(row.replaced_by)] if row.replaced_by else []
    notes += [words["above" if row.overlay else "relative"].format(row.over.source)] if row.over else []
    notes += [] if finding.verified or finding.needed is None else [words["unverified"]]
    return "; ".join([source, *notes])
