"""What documents state is recomputed: the examples are those that were published about Lục Nam."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.steering.arithmetic import (
    Check,
    Span,
    check_base,
    check_mean,
    check_share,
    check_total,
    check_years,
    join,
    rounded,
    total_of,
    whole_totals,
)
from openntm.steering.models import Target
from openntm.steering.queries.targets import check_stated

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


def test_the_years_of_a_plan_that_give_the_whole_are_confirmed():
    check = check_years({2025: span(4, 7), 2024: span(3, 3)}, span(7, 10))
    assert check.ok is True
    assert check.message_vi == "3 (2024) + 4…7 (2025) = 7…10 đúng bằng 7…10 của cả giai đoạn"


def test_years_that_give_less_than_the_whole_are_not_confirmed():
    check = check_years({2024: span(2, 2), 2025: span(3, 3)}, span(7, 10))
    assert check.ok is False
    assert check.message_en == "2 (2024) + 3 (2025) = 5 does not reach the 7…10 of the whole period"


def test_a_base_that_another_source_gives_differently_is_shown_with_that_source():
    check = check_base(D(14), date(2023, 12, 31), {"Báo A": D(14), "Báo B": D(17)})
    assert check.ok is False
    assert check.message_vi == "Số gốc 14 ngày 31/12/2023 khác với số cùng ngày của nguồn khác: 17 (Báo B)"


def test_a_base_that_is_published_alike_is_confirmed():
    assert check_base(D(14), date(2023, 12, 31), {"Báo A": D(14)}).ok


spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: span(pair[0], sum(pair)))
plans = st.lists(spans, min_size=1, max_size=6)


@given(plan=plans, data=st.data())
def test_the_order_of_the_years_does_not_matter(plan, data):
    assert total_of(data.draw(st.permutations(plan))) == total_of(plan)


@given(base=counts, plan=plans, final=spans)
def test_base_and_years_are_the_total_exactly_when_the_target_adds_up(base, plan, final):
    years = dict(enumerate(plan, start=2021))
    target = Target(base_value=D(base), final_min=final.low, final_max=final.high)
    low = base + sum(one.low for one in plan)
    high = base + sum(one.high for one in plan)
    assert check_stated(target, years).ok is (final == span(low, high))


@given(plan=plans, stated=spans)
def test_years_agree_with_the_whole_exactly_when_they_sum_to_it(plan, stated):
    years = dict(enumerate(plan, start=2021))
    assert check_years(years, stated).ok is (total_of(plan) == stated)
