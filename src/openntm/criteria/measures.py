"""From records to the figure of a day. What is not fully known gives no figure: missing is never zero.

A record set is a dict as in the cases files:
events   {kept_from: DAY, kept_to: DAY, events: [DAY, …]}
fall     {"2022": "12", "2023": "9"}
members  {NAME: true | false | null, …}
objects  [{from: DAY, to: DAY or null, grade: "4"}, …]
survey   {year: "2023", method: …, answers: "120", in_favour: "110"} or {…, mean: "48.2"}
"""

import calendar
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openntm.criteria.types import Asked, CriteriaSet, Events, Fall, Members, Objects, Scalar, Survey
from openntm.criteria.types.strict import decimal_of

RecordFigure = Decimal | bool | None


def figures_from(law: CriteriaSet, records: Mapping[str, Any], on: date) -> dict[str, RecordFigure]:
    """The figures that follow from records, by figure id."""
    return {figure_id: figure_of(law.by_id[figure_id], found, on) for figure_id, found in records.items()}


def figure_of(asked: Asked, records: Any, on: date) -> RecordFigure:
    """The figure of one indicator on a day; None when the records do not settle it."""
    measure = asked.measure
    if records is None or isinstance(measure, Scalar):
        return None
    reduce: Callable[[Any, Any, date], RecordFigure] = _REDUCTIONS[type(measure)]
    return reduce(measure, records, on)


def months_before(on: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    years, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(years, month + 1, min(on.day, calendar.monthrange(years, month + 1)[1]))


def _events(measure: Events, records: Mapping[str, Any], on: date) -> RecordFigure:
    """Counted only when the register was kept through the whole window, which begins the day after `months_before`."""
    start = months_before(on, measure.within_months)
    if _day(records["kept_from"]) > start or _day(records["kept_to"]) < on:
        return None
    return Decimal(sum(start < _day(day) <= on for day in records.get("events", ())))


def _fall(measure: Fall, records: Mapping[str, Any], on: date) -> RecordFigure:
    """The last year that has ended, against each year before; where there was nothing, nothing is a fall too."""
    last = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    values = [_number(records.get(str(year))) for year in range(last - measure.years, last + 1)]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return all(known[-1] < earlier or known[-1] == earlier == 0 for earlier in known[:-1])


def _members(measure: Members, records: Mapping[str, Any], on: date) -> RecordFigure:
    """A hamlet that has not reported leaves the whole open."""
    answers = list(records.values())
    if not answers or any(answer is None for answer in answers):
        return None
    meeting = sum(answer is True for answer in answers)
    if measure.result == "all":
        return meeting == len(answers)
    return Decimal(meeting) if measure.result == "count" else Decimal(meeting) * 100 / len(answers)


def _objects(measure: Objects, records: list[Mapping[str, Any]], on: date) -> RecordFigure:
    return Decimal(sum(_is_valid(measure, found, on) for found in records))


def _is_valid(measure: Objects, found: Mapping[str, Any], on: date) -> bool:
    if _day(found["from"]) > on or (found.get("to") and _day(found["to"]) < on):
        return False
    grade = _number(found.get("grade"))
    return measure.grade_at_least is None or (grade is not None and grade >= measure.grade_at_least)


def _survey(measure: Survey, records: Mapping[str, Any], on: date) -> RecordFigure:
    """Nothing from a survey with too few answers, without its method, of a later year, or of one too long ago."""
    year, answers = int(records["year"]), _number(records.get("answers"))
    too_old = measure.within_years is not None and on.year - year >= measure.within_years
    if year > on.year or too_old or not records.get("method") or not answers or answers < measure.least_answers:
        return None
    if measure.result == "mean":
        return _number(records.get("mean"))
    favour = _number(records.get("in_favour"))
    return None if favour is None else favour * 100 / answers


_REDUCTIONS: dict[type, Callable[[Any, Any, date], RecordFigure]] = {
    Events: _events,
    Fall: _fall,
    Members: _members,
    Objects: _objects,
    Survey: _survey,
}


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _number(value: Any) -> Decimal | None:
    return decimal_of(value) if isinstance(value, str) else None if value is None else Decimal(value)
