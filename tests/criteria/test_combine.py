"""How parts join, what a whole figure is worth, and what comes out of it for criteria and titles."""

from datetime import date
from decimal import Decimal

import pytest

from openntm.criteria import CriteriaSet, Verdict, judge

DAY = date(2023, 12, 31)
TEXT = {"vi": "x", "en": "x"}


def row(value, **more):
    return {"from": "2022-01-01", "act": "act", "values": {"all": value} if value else {}, **more}


def yes(name, **more):
    return {"id": name, "title": TEXT, "kind": "boolean", "unit": "pass", "thresholds": [row(True)], **more}


def share(name, value, **more):
    kind = {"kind": "ratio", "unit": "percent", "direction": "at_least"}
    return {"id": name, "title": TEXT, **kind, "thresholds": [row(value)], **more}


def law(*indicators, name="law", **more) -> CriteriaSet:
    return CriteriaSet.model_validate(
        {
            "set": name,
            "version": "1",
            "title": TEXT,
            "level": "ntm",
            "judges": ["xa"],
            "from": "2022-01-01",
            "to": None,
            "counts": {"criteria": 1, "indicators": len(indicators)},
            "acts": {"act": {"number": "1/QĐ", "title": TEXT}},
            "criteria": [{"id": "1", "title": TEXT}],
            "indicators": [{"criterion": "1", **indicator} for indicator in indicators],
            **more,
        }
    )


def composite(combine="all", names="abc", **more):
    parts = [yes(name) for name in names]
    return law(yes("1.1", kind="composite", combine=combine, parts=parts, **more))


def verdict(criteria_set, figures, **place):
    finding = judge(criteria_set, figures, DAY, **place).findings["1.1"]
    return str(finding.because or finding.verdict)


def answers(text):
    """ "+-?" as figures of the parts a, b, c."""
    return {f"1.1:{name}": {"+": True, "-": False, "?": None}[sign] for name, sign in zip("abc", text, strict=True)}


@pytest.mark.parametrize(
    ("text", "both", "either", "two"),
    [
        ("+++", "met", "met", "met"),
        ("++-", "not_met", "met", "met"),
        ("+-?", "not_met", "met", "no_figure"),
        ("++?", "no_figure", "met", "met"),
        ("-??", "not_met", "no_figure", "no_figure"),
        ("--?", "not_met", "no_figure", "not_met"),
        ("---", "not_met", "not_met", "not_met"),
        ("???", "no_figure", "no_figure", "no_figure"),
    ],
)
def test_parts_join_as_the_law_says(text, both, either, two):
    figures = answers(text)
    found = [verdict(composite(way), figures) for way in ("all", "any", "any_in_order")]
    assert [*found, verdict(composite("at_least_k", k=2), figures)] == [both, either, either, two]


def test_parts_decide_over_a_whole_that_passes_and_a_whole_that_fails_decides():
    assert verdict(composite(), {"1.1": True, **answers("++-")}) == "not_met"
    assert verdict(composite(), {"1.1": True, **answers("++?")}) == "no_figure"
    assert verdict(composite(), {"1.1": False, **answers("+++")}) == "not_met"


def test_a_whole_alone_is_marked_as_such():
    finding = judge(composite(), {"1.1": True}, DAY).findings["1.1"]
    assert (finding.verdict, finding.as_whole) == (Verdict.MET, True)
    assert "confirmed as a whole" in finding.reason_en


def test_a_share_needs_its_own_figure_and_its_parts():
    one = law(share("1.1", "35", combine="all", parts=[share("a", "20")]))
    assert verdict(one, {"1.1:a": Decimal(20)}) == "no_figure"
    assert verdict(one, {"1.1": Decimal(35), "1.1:a": Decimal(20)}) == "met"
    assert verdict(one, {"1.1": Decimal(34), "1.1:a": Decimal(20)}) == "not_met"


def test_parts_within_parts():
    inner = yes("b", kind="composite", combine="any", parts=[yes("x"), yes("y")])
    one = law(yes("1.1", kind="composite", combine="all", parts=[yes("a"), inner]))
    assert verdict(one, {"1.1:a": True, "1.1:b:y": True}) == "met"
    assert verdict(one, {"1.1:a": True, "1.1:b:x": False}) == "no_figure"


def test_a_part_without_a_value_is_no_threshold_only_once_it_is_reported():
    one = law(yes("1.1", kind="composite", combine="all", parts=[yes("a"), share("b", None)]))
    assert verdict(one, {"1.1:a": True}) == "no_figure"
    assert verdict(one, {"1.1:a": True, "1.1:b": Decimal(100)}) == "no_threshold"
    assert verdict(one, {"1.1:a": False, "1.1:b": Decimal(100)}) == "not_met"


def test_only_verified_rows_make_a_verified_finding():
    proven = [row(True, verified=True)]
    parts = [yes("a", thresholds=proven, verified=True), yes("b", thresholds=proven)]
    one = law(yes("1.1", thresholds=proven, verified=True, kind="composite", combine="all", parts=parts))
    by_parts = judge(one, {"1.1:a": True, "1.1:b": True}, DAY).findings["1.1"]
    as_whole = judge(one, {"1.1": True}, DAY).findings["1.1"]
    assert (by_parts.verified, as_whole.verified) == (False, True)


def test_what_does_not_apply_is_counted_nowhere():
    one = law(yes("1.1"), yes("1.2", if_any=True))
    result = judge(one, {"1.1": True, "1.2": "not_applicable"}, DAY)
    assert (result.indicators_met, result.indicators_total, result.title_met) == (1, 1, True)
    only = judge(law(yes("1.2", if_any=True)), {"1.2": "not_applicable"}, DAY)
    assert (only.criteria_met, only.criteria_total, only.title_met) == (0, 0, None)


def test_not_applicable_is_no_answer_where_the_law_always_asks():
    assert verdict(law(yes("1.1")), {"1.1": "not_applicable"}) == "no_figure"


def test_a_criterion_with_indicators_that_we_do_not_know_is_never_met():
    one = law(
        yes("1.1"), counts={"criteria": 1, "indicators": 5}, criteria=[{"id": "1", "title": TEXT, "complete": False}]
    )
    result = judge(one, {"1.1": True}, DAY)
    assert (result.criteria[0].because, result.indicators_met, result.indicators_total) == ("no_threshold", 1, 5)
    assert judge(one, {"1.1": False}, DAY).title_met is False


def test_a_prerequisite_follows_from_the_figures_of_the_other_set():
    ntm = law(yes("1.1"), name="ntm_set")
    advanced = law(yes("1.1"), prerequisites=[yes("prerequisite", meets_set="ntm_set")], name="advanced_set")
    model = law(yes("1.1", meets_set="advanced_set", meets_criterion="1"), yes("1.2", meets_set="advanced_set"))
    others = {"ntm_set": ntm, "advanced_set": advanced}
    figures = {"ntm_set/1.1": False, "advanced_set/1.1": True}
    assert judge(advanced, {**figures, "1.1": True}, DAY, others=others).title_met is False
    found = judge(model, figures, DAY, others=others).findings
    assert (found["1.1"].verdict, found["1.2"].verdict) == (Verdict.MET, Verdict.NOT_MET)
    told = judge(advanced, {"1.1": True, "prerequisite": True}, DAY, others=others)
    assert told.title_met is True


def test_on_a_day_after_the_set_nothing_passes():
    old = law(yes("1.1"), to="2023-06-30")
    finding = judge(old, {"1.1": True}, DAY).findings["1.1"]
    assert (finding.because, finding.needed) == ("no_threshold", None)
    assert finding.reason_vi == "Chưa có ngưỡng: bộ tiêu chí không có hiệu lực vào ngày xét."


def test_each_sex_and_the_whole_must_pass():
    one = law(share("1.1", "70", both_sexes=True))
    sexes = {"1.1:nam": Decimal(80), "1.1:nu": Decimal(70)}
    assert verdict(one, sexes) == "met"
    assert verdict(one, {**sexes, "1.1": Decimal(69)}) == "not_met"
    assert verdict(one, {"1.1:nam": Decimal(69)}) == "not_met"
    assert verdict(one, {"1.1:nam": Decimal(80), "1.1": Decimal(75)}) == "met"
