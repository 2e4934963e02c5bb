"""Published sums reproduce, and what contradicts itself is found by computing and never typed in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luc_nam import load_luc_nam
from openntm.participation.models import MobilisedStatement, Movement
from openntm.participation.queries.published import falls, plans, series, shares, steps
from openntm.portal.public_facts import load_facts

BILLION = 10**9


def said(measure, last, value, *, first=2011, place=1, is_plan=False):
    return MobilisedStatement(
        pk=last * 10 + is_plan,
        key=f"{measure}-{last}",
        place_id=place,
        measure=measure,
        first_year=first,
        last_year=last,
        value=Decimal(value),
        unit="dong",
        is_plan=is_plan,
    )


def test_the_district_s_own_series_shows_the_contradiction():
    rows = [said("people", 2020, 419), said("people", 2023, 410), said("total", 2020, 1300), said("total", 2024, 1463)]
    [fall] = falls(rows)
    assert (fall.earlier.value, fall.later.value, fall.by) == (419, 410, 9)
    first, second = shares(rows)
    assert (first.percent, first.is_same_period) == (Decimal("32.2"), True)
    assert (second.percent, second.is_same_period, second.people.last_year) == (Decimal("28.0"), False, 2023)


def test_a_plan_whose_parts_do_not_add_up_says_by_how_much():
    parts = {"central": 2221, "local": 3649, "combined": 875, "people": 350}
    rows = [said(name, 2030, value, first=2026, is_plan=True) for name, value in parts.items()]
    [plan] = plans([*rows, said("total", 2030, 7230, first=2026, is_plan=True)])
    assert (plan.sum, plan.missing) == (7095, 135)
    assert plans(rows) == []


VALUES = st.lists(st.tuples(st.integers(2011, 2030), st.integers(0, 10**15)), unique_by=lambda row: row[0])


@given(VALUES)
def test_the_increments_of_a_series_add_up_to_its_last_sum(values):
    rows = [said("land", year, value) for year, value in values]
    for row in series(rows).values():
        assert sum(step.more for step in steps(row)) == row[-1].value
    growing = [value for _, value in sorted(values)] == sorted(value for _, value in values)
    assert (falls(rows) == []) == growing


@pytest.mark.slow  # loads all facts of Lục Nam
def test_the_published_series_are_loaded_once_and_shown_with_both_numbers(db, client):
    load_luc_nam()
    assert (MobilisedStatement.objects.count(), Movement.objects.count()) == (15, 4)
    assert {load_facts()[name] for name in ("mobilised", "movements")} == {0}
    district = [one for one in MobilisedStatement.objects.all() if not one.is_plan]
    last = {measure: row[-1].value for (_, measure, _), row in series(district).items()}
    assert last["total"] == 1463 * BILLION
    assert (last["land"], last["labour"], last["walls"]) == (290_000, 50_000, 13_120)
    assert last["houses_poor"] + last["houses_unity"] == 1388
    assert [one.agrees for one in shares(district) if one.published] == [True]
    page = client.get("/218/2024-12-31/mobilised/").content.decode()
    for word in ("trên 419 tỷ đồng", "trên 410 tỷ đồng", "9 tỷ đồng", "không thể giảm", "32,2 %", "28 %", "13.120 m²"):
        assert word in page, word
    assert "khớp với 32 %" in page
    assert "1.463" not in client.get("/218/2023-12-31/mobilised/").content.decode()
    today = client.get("/07486/2026-11-20/mobilised/").content.decode()
    for word in ("7.095 tỷ đồng", "135 tỷ đồng", "7.230 tỷ đồng"):
        assert word in today, word
    assert client.get("/218/2024-12-31/mobilised/?said=csv").status_code == 200
