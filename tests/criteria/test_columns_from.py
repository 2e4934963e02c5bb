"""Figures become columns of scaled whole numbers, and what cannot be exact is refused."""

from decimal import Decimal

import numpy as np
import pytest

from openntm.criteria import NOT_APPLICABLE, Code, FigureRefused, UnknownColumn, judge
from openntm.criteria.bulk import Scaled, columns_from, compile_set, judge_many

from .random_law import DAY
from .sets import BODY, tiny_set

MET, NOT_MET, NO_FIGURE, NO_THRESHOLD = Code.MET, Code.NOT_MET, Code.NO_FIGURE, Code.NO_THRESHOLD


@pytest.fixture
def law(tmp_path):
    return tiny_set(tmp_path)


@pytest.fixture
def hill(law):
    return compile_set(law, DAY, region="tdmnpb")


@pytest.mark.parametrize(
    "figure",
    ["94.99", "95", "95.01", "94.999999999999", f"95.{'0' * 25}1", "-1", "123456789012345678901", "2147483648"],
)
def test_figures_with_any_number_of_digits_are_judged_exactly(law, hill, figure):
    result = judge_many(hill, {"1.2": [figure, Decimal("97"), None]})
    alone = judge(law, {"1.2": figure}, DAY, region="tdmnpb").findings["1.2"]
    assert result.code("1.2").tolist() == [Code.of(alone.verdict, alone.because), MET, NO_FIGURE]
    assert result.gaps("1.2").decimals() == [max(95 - Decimal(figure), 0), 0, None]


def test_a_table_with_small_figures_holds_them_in_32_bits(hill):
    table = columns_from(hill, {"1.1": [True, False], "1.2": ["95.5", 95]})
    assert table.segments[0].numbers.dtype == np.int32
    assert not table.segments[0].wide
    assert table.digits == {"1.1": 0, "1.2": 1}


def test_at_most_is_judged_with_its_sign_turned(tmp_path):
    law = tiny_set(tmp_path, BODY.replace("at_least", "at_most"))
    result = judge_many(
        compile_set(law, DAY, region="tdmnpb"), {"1.2": ["94.9", "95", "95.1", f"95.{'0' * 20}1", None]}
    )
    assert result.code("1.2").tolist() == [MET, MET, NOT_MET, NOT_MET, NO_FIGURE]
    assert result.gaps("1.2").decimals()[:4] == [0, 0, Decimal("0.1"), Decimal(f"0.{'0' * 20}1")]


def test_scaled_whole_numbers_say_the_same_as_decimals(hill):
    missing = np.array([False, False, True])
    scaled = judge_many(hill, {"1.2": Scaled(np.array([949, 950, 0], np.int32), 1, missing)})
    assert scaled.code("1.2").tolist() == [NOT_MET, MET, NO_FIGURE]
    assert scaled.gaps("1.2").decimals() == [Decimal("0.1"), 0, None]


def test_without_a_threshold_a_reported_figure_stays_unknown(law):
    result = judge_many(compile_set(law, DAY, region="dbsh"), {"1.2": ["100", None], "1.1": [True, True]})
    assert result.code("1.2").tolist() == [NO_THRESHOLD, NO_FIGURE]
    assert result.title.tolist() == [NO_THRESHOLD, NO_FIGURE]
    assert result.indicators_met.tolist() == [1, 1]


def test_not_applicable_counts_only_where_the_law_allows_it(tmp_path):
    places = {"1.1": [True, True], "1.2": [NOT_APPLICABLE, "95"]}
    strict = tiny_set(tmp_path)
    assert judge_many(compile_set(strict, DAY, region="tdmnpb"), places).code("1.2").tolist() == [NO_FIGURE, MET]
    mild = tiny_set(tmp_path, BODY.replace("kind: ratio", "kind: ratio\n    if_any: true"))
    result = judge_many(compile_set(mild, DAY, region="tdmnpb"), places)
    assert result.code("1.2").tolist() == [Code.NOT_APPLICABLE, MET]
    assert result.indicators_total.tolist() == [1, 2]
    assert result.title.tolist() == [MET, MET]


def test_a_title_of_which_nothing_applies_is_not_known(tmp_path):
    law = tiny_set(tmp_path, BODY.replace("kind:", "if_any: true\n    kind:"))
    result = judge_many(
        compile_set(law, DAY, region="tdmnpb"), {name: [NOT_APPLICABLE, None] for name in ("1.1", "1.2")}
    )
    assert result.criterion("1").tolist() == [Code.NOT_APPLICABLE, NO_FIGURE]
    assert result.title.tolist() == [NO_THRESHOLD, NO_FIGURE]
    assert result.criteria_total.tolist() == [0, 1]


@pytest.mark.parametrize("figures", [[95.0, 96.0], np.array([95.0, 96.0]), ["95,0", "96"], [True, "96"]])
def test_floats_and_nonsense_are_refused(hill, figures):
    with pytest.raises(FigureRefused):
        columns_from(hill, {"1.2": figures})


def test_scaled_floats_are_refused(hill):
    with pytest.raises(TypeError):
        columns_from(hill, {"1.2": Scaled(np.array([95.0]))})


def test_columns_of_different_lengths_are_refused(law, hill):
    with pytest.raises(ValueError, match="1.2 has 1 figures"):
        columns_from(hill, {"1.1": [True, True], "1.2": ["95"]})
    with pytest.raises(ValueError, match="do not fit 3 places"):
        columns_from(compile_set(law, DAY, region=["tdmnpb"] * 3), {"1.1": [True, True]})
    with pytest.raises(ValueError, match="different lengths"):
        compile_set(law, DAY, region=["tdmnpb"] * 3, group=[None] * 2)


def test_an_unknown_region_is_refused(law):
    with pytest.raises(UnknownColumn):
        compile_set(law, DAY, region=["tdmnpb", "moon"])


def test_a_table_serves_the_rules_for_which_it_was_made(law, hill):
    table = columns_from(hill, {"1.2": ["95"]})
    with pytest.raises(ValueError, match="another compiled set"):
        judge_many(compile_set(law, DAY), table)


def test_gaps_can_be_left_out(hill):
    result = judge_many(hill, {"1.2": ["95", "94"]}, gaps=False)
    assert result.code("1.2").tolist() == [MET, NOT_MET]
    with pytest.raises(ValueError, match="without gaps"):
        result.gaps("1.2")


def test_places_of_many_blocks_and_regions_come_back_in_their_order(law):
    figures, regions = [number % 101 for number in range(5000)], ["tdmnpb", "dbsh", None, "tdmnpb", "dbsh"] * 1000
    result = judge_many(compile_set(law, DAY, region=regions), {"1.2": figures})
    codes, gaps = result.code("1.2"), result.gaps("1.2").decimals()
    for at in [0, 1, 2, 1535, 1536, 1998, 2499, 4997, 4998, 4999]:
        alone = judge(law, {"1.2": figures[at]}, DAY, region=regions[at]).findings["1.2"]
        assert (Code(codes[at]), gaps[at]) == (Code.of(alone.verdict, alone.because), alone.gap)


def test_places_without_any_figure_are_unknown(law):
    result = judge_many(compile_set(law, DAY, region=["tdmnpb", "dbsh"]), {})
    assert result.codes().tolist() == [[NO_FIGURE, NO_FIGURE]] * 2
