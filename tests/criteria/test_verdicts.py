"""The laws of verdicts, for any codes and any figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openntm.criteria import Because, Code, CriteriaSet, Verdict, judge, load_set
from openntm.criteria.verdicts import all_of, at_least

from .sets import tiny_set

DAY = date(2023, 12, 31)
CODES = st.lists(st.sampled_from(list(Code)), max_size=6)
FIGURES = st.decimals(min_value=0, max_value=100, places=3)
QUICK = settings(max_examples=25, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> CriteriaSet:
    return tiny_set(tmp_path_factory.mktemp("sets"))


def any_of(codes):
    return at_least(1, codes)


@QUICK
@given(CODES, CODES)
def test_and_and_or_do_not_depend_on_order_or_grouping(left, right):
    both = [*left, *right]
    assert all_of(both) == all_of(reversed(both)) == all_of([all_of(left), all_of(right)])
    assert any_of(both) == any_of(both[::-1]) == any_of([any_of(left), any_of(right)])


@QUICK
@given(CODES)
def test_what_does_not_apply_changes_neither_and_nor_or(codes):
    longer = [*codes, Code.NOT_APPLICABLE]
    assert all_of(longer) == all_of(codes)
    assert any_of(longer) == any_of(codes)


@QUICK
@given(CODES)
def test_at_least_all_is_and(codes):
    applying = [code for code in codes if code is not Code.NOT_APPLICABLE]
    assert all_of(codes) == (at_least(len(applying), codes) if applying else Code.NOT_APPLICABLE)


@QUICK
@given(CODES, st.integers(1, 6))
def test_asking_for_more_parts_is_never_easier(codes, least):
    assert at_least(least + 1, codes) <= at_least(least, codes)


@QUICK
@given(FIGURES, FIGURES)
def test_a_higher_figure_never_does_worse(tiny, first, second):
    low, high = sorted((first, second))
    results = [judge(tiny, {"1.2": figure}, DAY, region="tdmnpb").findings["1.2"] for figure in (low, high)]
    assert Code.of(results[0].verdict, None) <= Code.of(results[1].verdict, None)
    assert results[0].gap >= results[1].gap


@QUICK
@given(st.decimals(min_value=1, max_value=99, places=4), st.integers(0, 6))
def test_on_the_threshold_is_met_and_one_last_digit_below_is_not(needed, places):
    law = load_set("rule_kinds_example")
    asked = law.by_id["kind-25"]
    row = asked.thresholds[0].model_copy(update={"values": {"all": needed}})
    changed = asked.model_copy(update={"thresholds": (row,)})
    one = law.model_copy(update={"indicators": tuple(changed if i is asked else i for i in law.indicators)})
    for figure, verdict in ((needed, Verdict.MET), (needed - Decimal(1).scaleb(-places), Verdict.NOT_MET)):
        finding = judge(one, {"kind-25": figure}, DAY).findings["kind-25"]
        assert (finding.verdict, finding.gap) == (verdict, needed - figure)


@QUICK
@given(
    st.dictionaries(st.sampled_from(["kind-1", "kind-2", "kind-12", "kind-13", "kind-16"]), st.none()), st.booleans()
)
def test_what_is_missing_is_never_a_pass(figures, has_region):
    result = judge(load_set("rule_kinds_example"), figures, DAY, region="tdmnpb" if has_region else None)
    assert {finding.verdict for finding in result.findings.values()} == {Verdict.UNKNOWN}
    assert {finding.because for finding in result.findings.values()} == {Because.NO_FIGURE}
    assert (result.criteria_met, result.indicators_met, result.title_met) == (0, 0, None)
