"""How far a target is on a day: what is left, how much a year that asks for, and how far ahead or behind it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from openntm.steering.arithmetic import Span

DAYS_A_YEAR = Decimal("365.25")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Course:
    """From the base on its day to the goal on the day due, in `years` steps where the plan states them."""

    base: Decimal
    base_day: date
    goal: Span
    due: date
    years: Mapping[int, Span]

    def planned(self, on: date) -> Span:
        """What the plan asks for by the day: its own years that have ended, or else the straight line."""
        if on >= self.due:
            return self.goal
        if on <= self.base_day:
            return Span(self.base, self.base)
        if self.years:
            over = [span for year, span in self.years.items() if date(year, 12, 31) <= on]
            return Span(self.base + sum(one.low for one in over), self.base + sum(one.high for one in over))
        share = Decimal((on - self.base_day).days) / (self.due - self.base_day).days
        return Span(*(self.base + (end - self.base) * share for end in (self.goal.low, self.goal.high)))

    def years_off(self, now: Decimal, on: date) -> Decimal | None:
        """Years ahead (above 0) or behind (below) of the least that is planned; None where nothing is to be added."""
        rate = (self.goal.low - self.base) / max((self.due - self.base_day).days, 1) * DAYS_A_YEAR
        return (now - self.planned(on).low) / rate if rate > 0 else None


def left(now: Span, goal: Span) -> Span:
    """What is missing still, at least and at most; nothing once the goal is reached."""
    return Span(max(goal.low - now.high, ZERO), max(goal.high - now.low, ZERO))


def years_left(on: date, due: date) -> int:
    """Whole and begun years until the day due; 0 once it has come."""
    days = (due - on).days
    return 0 if days <= 0 else max(1, int((Decimal(days - 1) / DAYS_A_YEAR).to_integral_value(ROUND_CEILING)))


def a_year(missing: Span, years: int) -> Span | None:
    """How many whole ones would have to be added each year; None where no year is left."""
    if not years:
        return None
    low, high = ((end / years).to_integral_value(ROUND_CEILING) for end in (missing.low, missing.high))
    return Span(low, high)
