"""What documents state is recomputed: the examples are those that were published about Lục Nam."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.steering.arithmetic import Check, Span, check_mean, check_share, check_total, join, rounded, whole_totals

D = Decimal
counts = st.integers(min_value=1, max_value=3000)


def span(low, high):
    return Span(D(low), D(high))


def test_fourteen_hamlets_and_seven_to_ten_more_do_not_reach_twenty_five_to_thirty():
    check = check_total(D(14), span(7, 10), span(25, 30))
    assert check.ok is False
    assert check.message_vi.startswith("14 + 7…10 = 21…24 không đạt 25…30")
    assert check.message_en.startswith("14 + 7…10 = 21…24 does not reach 25…30")


def test_a_total_that_fails_says_what_one_would_have_to_start_from():
    assert "18…20" in check_total(D(14), span(7, 10), span(25, 30)).message_vi


def test_a_total_that_is_reached_only_in_part_is_not_confirmed():
    assert "chỉ khớp một phần" in check_total(D(18), span(7, 10), span(25, 30)).message_vi


def test_a_total_beyond_what_is_stated_is_not_confirmed():
    assert check_total(D(40), span(7, 10), span(25, 30)).ok is False


def test_five_of_twenty_three_communes_are_the_share_that_is_stated():
    assert check_share(D(5), 23, D("21.7")) == Check(
        True, "5/23 = 21,7 %: khớp với văn bản", "5/23 = 21.7 %: as the document says"
    )


def test_five_of_twenty_two_communes_are_not_that_share():
    check = check_share(D(5), 22, D("21.7"))
    assert check.ok is False
    assert "22,7 %" in check.message_vi


def test_a_share_is_compared_in_the_digits_in_which_it_is_stated():
    assert check_share(D(11), 25, D("44")).ok
    assert not check_share(D(5), 23, D("21.70")).ok


def test_a_mean_of_15_26_criteria_is_no_whole_total_of_25_communes():
    check = check_mean(D("15.26"), 25)
    assert check.ok is False
    assert check.message_vi.startswith("15,26 × 25 = 381,5: không có tổng số nguyên nào của 25 xã cho 15,26")
    assert "351/23" in check.message_vi
    assert "351/23" in check.message_en


@pytest.mark.parametrize(("mean", "of", "total"), [("16.04", 24, 385), ("7.56", 25, 189), ("15.26", 23, 351)])
def test_the_other_published_means_have_a_whole_total(mean, of, total):
    assert whole_totals(D(mean), of) == [total]
    assert check_mean(D(mean), of).ok


@given(total=st.integers(min_value=0, max_value=60_000), of=counts, digits=st.integers(min_value=0, max_value=3))
def test_the_mean_of_whole_numbers_is_always_confirmed(total, of, digits):
    mean = rounded(D(total) / of, D(1).scaleb(-digits))
    assert total in whole_totals(mean, of)
    assert check_mean(mean, of).ok


@given(value=st.integers(min_value=0, max_value=3000), of=counts, digits=st.integers(min_value=0, max_value=3))
def test_a_share_that_was_computed_is_always_confirmed_and_the_next_one_never(value, of, digits):
    unit = D(1).scaleb(-digits)
    share = rounded(D(value) * 100 / of, unit)
    assert check_share(D(value), of, share).ok
    assert not check_share(D(value), of, share + unit).ok


@given(base=counts, low=counts, width=counts)
def test_a_total_that_was_computed_is_always_confirmed_and_any_other_never(base, low, width):
    added = span(low, low + width)
    assert check_total(D(base), added, added.moved(D(base))).ok
    assert check_total(D(base), added, added.moved(D(base + 1))).ok is False


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError):
        span(30, 25)


def test_no_number_is_refused_as_a_mean():
    with pytest.raises(ValueError):
        whole_totals(D("NaN"), 25)


def test_a_statement_without_a_sum_has_nothing_to_check():
    assert join([]).ok is None


def test_one_failing_check_makes_the_whole_statement_fail():
    good, bad = check_share(D(5), 23, D("21.7")), check_mean(D("15.26"), 25)
    assert join([good, bad]).ok is False
    assert bad.message_vi in join([good, bad]).message_vi
