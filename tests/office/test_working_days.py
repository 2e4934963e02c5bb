"""Deadlines in working days of Vietnamese offices: weekends, Tết, swapped Saturdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.working_days import add_working_days, is_known, is_working_day, later_day, working_days_between

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def test_a_deadline_over_tet_leaves_the_holidays_out():
    assert add_working_days(date(2024, 2, 7), 1) == date(2024, 2, 15)


def test_a_saturday_that_is_worked_instead_counts():
    assert is_working_day(date(2024, 5, 4))
    assert add_working_days(date(2024, 5, 3), 1) == date(2024, 5, 4)


def test_no_days_at_all_is_the_day_itself_or_the_next_one_worked():
    assert add_working_days(date(2024, 1, 11), 0) == date(2024, 1, 11)
    assert add_working_days(date(2024, 9, 2), 0) == date(2024, 9, 4)


def test_plain_days_that_end_on_a_closed_day_move_on():
    assert later_day(date(2024, 8, 18), 15, "days") == date(2024, 9, 4)
    assert later_day(date(2024, 8, 30), 1, "working_days") == date(2024, 9, 4)


def test_a_year_without_data_says_so():
    assert not is_known(date(2026, 12, 1), date(2027, 1, 15))
    assert is_known(date(2024, 1, 1), date(2026, 12, 31))


def test_a_deadline_behind_is_refused():
    with pytest.raises(ValueError):
        add_working_days(date(2024, 1, 1), -1)


@given(DAYS, st.integers(0, 60))
def test_a_deadline_is_worked_and_that_many_working_days_away(day, count):
    due = add_working_days(day, count)
    assert is_working_day(due)
    assert count == 0 or working_days_between(day, due) == count


@given(DAYS, DAYS)
def test_counting_back_is_counting_on_with_a_minus(first, last):
    assert working_days_between(first, last) == -working_days_between(last, first)


@given(st.dates(date(2018, 1, 1), date(2032, 12, 31)), st.integers(0, 800))
def test_the_count_is_that_of_the_days_one_by_one(first, length):
    days = [first + timedelta(days=step) for step in range(1, length + 1)]
    assert working_days_between(first, first + timedelta(days=length)) == sum(map(is_working_day, days))
