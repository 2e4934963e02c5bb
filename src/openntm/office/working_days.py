"""Working days of Vietnamese state offices, from `data/holidays.yaml`: deadlines are counted from the day after."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "holidays.yaml"
SATURDAY = 5


@dataclass(frozen=True)
class Year:
    """The days of one year on which offices are closed, and the Saturdays on which they work; `verified` as stated."""

    closed: frozenset[date]
    open: frozenset[date]
    verified: bool


@cache
def years() -> dict[int, Year]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))["years"].items()
    return {int(year): Year(frozenset(row["closed"]), frozenset(row["open"]), row["verified"]) for year, row in rows}


@cache
def exceptions() -> dict[date, int]:
    """Days that are not what their weekday says: 1 for a Saturday on which offices work, -1 for a closed weekday."""
    named = {day for number, year in years().items() for day in year.closed | year.open if day.year == number}
    return {day: change for day in sorted(named) if (change := is_working_day(day) - (day.weekday() < SATURDAY))}


def is_working_day(day: date) -> bool:
    """Weekends alone are left out in a year whose holidays are not in the data."""
    known = years().get(day.year)
    if known and day in known.closed:
        return False
    return day.weekday() < SATURDAY or bool(known and day in known.open)


def is_known(first: date, last: date) -> bool:
    """Whether the holidays of every year between the two days are in the data."""
    return all(year in years() for year in range(first.year, last.year + 1))


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`; with 0, the day itself or the next working day."""
    if count < 0:
        raise ValueError(f"{count}: a deadline lies ahead")
    last = day if count else day - timedelta(days=1)
    for _ in range(max(count, 1)):
        last += timedelta(days=1)
        while not is_working_day(last):
            last += timedelta(days=1)
    return last


def working_days_between(first: date, last: date) -> int:
    """How many working days after `first` up to and including `last`; negative when `last` lies before."""
    if last < first:
        return -working_days_between(last, first)
    weeks, rest = divmod((last - first).days, 7)
    weekdays = weeks * SATURDAY + sum((last - timedelta(days=step)).weekday() < SATURDAY for step in range(rest))
    return weekdays + sum(change for day, change in exceptions().items() if first < day <= last)


def later_day(day: date, days: int, unit: str) -> date:
    """A deadline of so many `days` or `working_days`; one in plain days that ends on a closed day moves on (Civil Code
    91/2015/QH13, article 148(5))."""
    return add_working_days(day, days) if unit == "working_days" else add_working_days(day + timedelta(days=days), 0)
