"""From records to a figure: what is not fully known gives none."""

from datetime import date
from decimal import Decimal

import pytest

from openntm.criteria import load_set
from openntm.criteria.measures import figure_of, months_before

DAY = date(2023, 12, 31)
LAW = load_set("rule_kinds_example")


def measured(indicator, records, on=DAY):
    return figure_of(LAW.by_id[indicator], records, on)


REGISTER = {"kept_from": "2020-01-01", "kept_to": "2023-12-31"}


@pytest.mark.parametrize(
    ("events", "figure"), [([], 0), (["2022-01-01"], 1), (["2021-12-31"], 0), (["2023-12-31", "2024-01-01"], 1)]
)
def test_events_are_counted_in_the_months_that_end_on_the_day(events, figure):
    assert measured("kind-18", {**REGISTER, "events": events}) == Decimal(figure)


@pytest.mark.parametrize("kept", [{"kept_from": "2022-01-01"}, {"kept_to": "2023-12-30"}])
def test_a_register_with_a_hole_gives_no_figure(kept):
    assert measured("kind-18", {**REGISTER, **kept, "events": []}) is None


def test_a_fall_is_judged_on_years_that_have_ended():
    years = {"2020": "14", "2021": "12", "2022": "11", "2023": "30"}
    assert measured("kind-19", years, date(2023, 6, 30)) is True
    assert measured("kind-19", years) is False


def test_nothing_after_nothing_is_no_rise():
    assert measured("kind-19", {"2021": "0", "2022": "0", "2023": "0"}) is True


def test_an_expired_rating_and_a_lower_grade_do_not_count():
    ratings = [
        {"from": "2020-01-01", "to": "2023-12-31", "grade": "3"},
        {"from": "2022-01-01", "to": None, "grade": "2"},
    ]
    assert measured("kind-23", ratings) == 1
    assert measured("kind-23", ratings, date(2024, 1, 1)) == 0
    assert measured("kind-23", None) is None


@pytest.mark.parametrize(
    "change", [{"answers": "99"}, {"method": ""}, {"year": "2021"}, {"year": "2024"}, {"in_favour": None}]
)
def test_a_survey_that_does_not_count_gives_no_figure(change):
    survey = {"year": "2023", "method": "ngẫu nhiên", "answers": "120", "in_favour": "108"}
    assert measured("kind-21", survey) == 90
    assert measured("kind-21", {**survey, **change}) is None


def test_hamlets_roll_up_only_when_all_have_reported():
    assert measured("kind-20", {"a": True, "b": True, "c": True, "d": False}) == 75
    assert measured("kind-20", {"a": True, "b": None}) is None
    assert measured("kind-20", {}) is None


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2023, 12, 31), 24) == date(2021, 12, 31)
