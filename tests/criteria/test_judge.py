from datetime import date
from decimal import Decimal

import pytest

from openntm.criteria import Because, CriteriaSet, UnknownColumn, Verdict, judge

from .sets import tiny_set

DAY = date(2023, 12, 31)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> CriteriaSet:
    return tiny_set(tmp_path_factory.mktemp("sets"))


def test_a_figure_on_the_threshold_is_met(tiny):
    finding = judge(tiny, {"1.2": Decimal("95")}, DAY, region="tdmnpb").findings["1.2"]
    assert (finding.verdict, finding.gap, finding.source) == (
        Verdict.MET,
        Decimal(0),
        "1/QĐ-TTg, Phụ lục I, chỉ tiêu 1.2",
    )


def test_the_gap_is_what_is_missing_in_the_unit(tiny):
    finding = judge(tiny, {"1.2": Decimal("94.99")}, DAY, region="tdmnpb").findings["1.2"]
    assert (finding.verdict, finding.gap) == (Verdict.NOT_MET, Decimal("0.01"))


def test_a_missing_figure_is_unknown_even_where_the_threshold_is_missing_too(tiny):
    finding = judge(tiny, {}, DAY, region="dbsh").findings["1.2"]
    assert (finding.verdict, finding.because) == (Verdict.UNKNOWN, Because.NO_FIGURE)


def test_a_region_that_is_left_out_is_no_threshold_and_not_the_general_one(tiny):
    finding = judge(tiny, {"1.2": Decimal(100)}, DAY, region="dbsh").findings["1.2"]
    assert (finding.verdict, finding.because) == (Verdict.UNKNOWN, Because.NO_THRESHOLD)


def test_without_a_region_the_general_column_is_used_and_said(tiny):
    finding = judge(tiny, {"1.2": Decimal(97)}, DAY).findings["1.2"]
    assert (finding.verdict, finding.needed, finding.general) == (Verdict.NOT_MET, Decimal(98), True)


def test_a_criterion_and_the_title_are_met_when_all_is(tiny):
    result = judge(tiny, {"1.1": True, "1.2": Decimal(95)}, DAY, region="tdmnpb")
    assert (result.criteria_met, result.criteria_total, result.indicators_met, result.title_met) == (1, 1, 2, True)


def test_an_unknown_region_is_refused(tiny):
    with pytest.raises(UnknownColumn, match="unknown region bbsh"):
        judge(tiny, {}, DAY, region="bbsh")


def test_a_float_is_refused(tiny):
    with pytest.raises(ValueError, match="no valid figure"):
        judge(tiny, {"1.2": 95.0}, DAY, region="tdmnpb")
