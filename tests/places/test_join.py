"""Figures of predecessors are joined by the rule of their kind, or listed side by side."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.places.joining import Rule, join, rule_for


@pytest.mark.parametrize(
    ("kind", "unit", "rule"),
    [
        ("count", "count", Rule.SUM),
        ("amount", "million_dong", Rule.SUM),
        ("ratio", "percent", Rule.HOUSEHOLD_MEAN),
        ("amount", "million_dong_per_person_year", Rule.PEOPLE_MEAN),
        ("amount", "litre_per_person_day", Rule.PEOPLE_MEAN),
        ("boolean", "pass", Rule.NOT_JOINABLE),
        ("grade", "grade", Rule.NOT_JOINABLE),
        ("composite", "percent", Rule.NOT_JOINABLE),
        ("count", "points", Rule.NOT_JOINABLE),
        ("ratio", "percent_per_year", Rule.NOT_JOINABLE),
    ],
)
def test_the_rule_follows_from_kind_and_unit(kind, unit, rule):
    assert rule_for(kind, unit) is rule


def test_counts_are_added():
    joined = join(Rule.SUM, [(D(3), None), (D(4), None)])
    assert joined.value == 7
    assert joined.reason_vi == "Gộp 2 đơn vị: cộng các đơn vị."


def test_shares_are_weighted_by_households_and_exact():
    joined = join(Rule.HOUSEHOLD_MEAN, [(D("98.5"), D(1000)), (D("90"), D(3000))])
    assert joined.value == D("92.125")


@pytest.mark.parametrize(
    ("rule", "figures", "reason"),
    [
        (Rule.SUM, [(D(3), None), (None, None)], "1 of 2 units have no figure"),
        (Rule.SUM, [], "no figure"),
        (Rule.HOUSEHOLD_MEAN, [(D(90), D(10)), (D(80), None)], "1 of 2 units have no number of households"),
        (Rule.PEOPLE_MEAN, [(D(90), D(0)), (D(80), D(0))], "no population"),
        (Rule.NOT_JOINABLE, [(D(1), D(1))], "read unit by unit"),
    ],
)
def test_what_is_missing_is_never_zero(rule, figures, reason):
    joined = join(rule, figures)
    assert joined.value is None
    assert reason in joined.reason_en


FIGURES = st.lists(st.tuples(st.decimals(0, 100, places=2), st.decimals(1, 9999, places=0)), min_size=1, max_size=6)


@given(FIGURES)
def test_a_mean_lies_between_its_figures(figures):
    joined = join(Rule.HOUSEHOLD_MEAN, figures).value
    least, most = min(value for value, _ in figures), max(value for value, _ in figures)
    assert least - D("1e-20") <= joined <= most + D("1e-20")
