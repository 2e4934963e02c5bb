"""What the share of those who answered says of all households."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openntm.participation.surveys.intervals import interval_of, share_of


def test_the_share_of_linh_cang_is_rounded_down():
    assert share_of(71, 72) == Decimal("98.61")
    assert share_of(72, 76) == Decimal("94.73")
    assert share_of(8999, 10_000) == Decimal("89.99")
    assert share_of(0, 0) is None


def test_where_every_household_answered_there_is_no_margin():
    assert interval_of(71, 72, 72) == (Decimal("98.61"), Decimal("98.62"))
    assert interval_of(0, 0, 72) is None


def test_the_interval_is_wilsons_for_an_endless_population():
    low, high = interval_of(45, 50, 10**9)  # known values of the formula: 78.64 and 95.65 percent
    assert (low, high) == (Decimal("78.63"), Decimal("95.66"))


@given(st.data())
def test_the_interval_holds_the_share_and_narrows_with_more_answers(data):
    households = data.draw(st.integers(2, 5000))
    answered = data.draw(st.integers(1, households))
    part = data.draw(st.integers(0, answered))
    low, high = interval_of(part, answered, households)
    assert 0 <= low <= Decimal(part) * 100 / answered <= high <= 100
    wider = interval_of(part, answered, households * 2)
    assert wider[0] <= low
    assert high <= wider[1]
