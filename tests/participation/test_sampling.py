"""How many households are asked, how many of each hamlet, and which ones."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.participation.surveys.sampling import allocated, by_margin, by_percent, drawn, drawn_with_reserve

HAMLETS = st.lists(st.integers(1, 600), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("households", "margin", "confidence", "needed"),
    [(1900, "5", 95, 320), (76, "5", 95, 64), (1_000_000, "5", 95, 385), (1, "5", 95, 1), (1900, "3", 99, 936)],
)
def test_a_margin_asks_for_fewer_of_a_small_place(households, margin, confidence, needed):
    assert by_margin(households, Decimal(margin), confidence) == needed


def test_a_share_is_rounded_up():
    assert [by_percent(76, Decimal(share)) for share in ("70", "100", "0.1")] == [54, 76, 1]


@given(st.integers(1, 100_000), st.decimals("0.5", "20", places=1), st.sampled_from([90, 95, 99]))
def test_a_margin_never_asks_more_than_all(households, margin, confidence):
    assert 1 <= by_margin(households, margin, confidence) <= households


@given(HAMLETS, st.integers(0, 20_000))
def test_shares_fit_the_whole_and_each_hamlet(households, total):
    shares = allocated(total, households)
    assert sum(shares) == min(max(total, len(households)), sum(households))
    assert all(1 <= share <= size for share, size in zip(shares, households, strict=True))


@given(HAMLETS, st.integers(0, 20_000))
def test_a_larger_hamlet_never_gets_less(households, total):
    pairs = sorted(zip(households, allocated(total, households), strict=True))
    for (small, less), (large, more) in zip(pairs, pairs[1:], strict=False):
        assert less <= more or small == large


@given(HAMLETS, st.integers(0, 20_000))
def test_a_share_is_the_proportion_to_within_one_where_no_hamlet_is_tiny(households, total):
    total = min(max(total, len(households)), sum(households))
    proportions = [Decimal(size) * total / sum(households) for size in households]
    if min(proportions) >= 1:
        shares = allocated(total, households)
        assert all(abs(share - exact) < 1 for share, exact in zip(shares, proportions, strict=True))


@given(st.text("0123456789abcdef", min_size=1, max_size=16), st.integers(1, 30), st.integers(1, 500), st.data())
def test_drawing_again_from_the_seed_gives_the_same_households_once_each(seed, position, households, data):
    sample = data.draw(st.integers(1, households))
    reserve = data.draw(st.integers(0, households - sample))
    chosen, more = drawn_with_reserve(seed, position, households, sample, reserve)
    assert (chosen, more) == drawn_with_reserve(seed, position, households, sample, reserve)
    assert (len(chosen), len(more)) == (sample, reserve)
    assert len({*chosen, *more}) == sample + reserve
    assert {*chosen, *more} <= set(range(1, households + 1))


def test_every_household_may_be_drawn_and_steps_are_even():
    starts = {drawn(str(seed), 1, 10, 2)[0] for seed in range(200)}
    assert starts == {1, 2, 3, 4, 5}
    first, second = drawn("c0ffee", 3, 100, 2)
    assert second - first == 50


def test_a_draw_that_was_made_can_be_made_again_years_later():
    assert drawn("00112233aabbccdd", 1, 76, 6) == [11, 24, 36, 49, 62, 74]
