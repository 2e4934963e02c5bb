"""What is left of a plan, and how much a year that asks for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.steering.arithmetic import Span
from openntm.steering.pace import Course, a_year, left, years_left

D = Decimal


def span(low, high):
    return Span(D(low), D(high))


@pytest.mark.parametrize(
    ("on", "due", "years"),
    [
        (date(2023, 12, 31), date(2025, 12, 31), 2),
        (date(2024, 6, 30), date(2025, 12, 31), 2),
        (date(2025, 12, 30), date(2025, 12, 31), 1),
        (date(2025, 12, 31), date(2025, 12, 31), 0),
        (date(2026, 3, 1), date(2025, 12, 31), 0),
    ],
)
def test_begun_years_count_as_years(on, due, years):
    assert years_left(on, due) == years


@given(now=st.integers(0, 100), low=st.integers(0, 100), width=st.integers(0, 100), years=st.integers(1, 10))
def test_what_is_added_each_year_is_enough_and_not_one_too_many(now, low, width, years):
    missing = left(span(now, now), span(low, low + width))
    each = a_year(missing, years)
    assert now + each.low * years >= low
    assert each.low == 0 or now + (each.low - 1) * years < low


def test_no_year_is_left_to_add_anything():
    assert a_year(span(1, 2), 0) is None


def test_a_plan_begins_at_its_base_and_ends_at_its_goal():
    course = Course(D(14), date(2023, 12, 31), span(25, 30), date(2025, 12, 31), {})
    assert course.planned(date(2023, 12, 31)) == span(14, 14)
    assert course.planned(date(2026, 1, 1)) == span(25, 30)
    assert course.planned(date(2020, 1, 1)) == span(14, 14)


def test_a_plan_that_adds_nothing_is_neither_ahead_nor_behind():
    course = Course(D(5), date(2023, 12, 31), span(5, 5), date(2025, 12, 31), {})
    assert course.years_off(D(4), date(2024, 12, 31)) is None
