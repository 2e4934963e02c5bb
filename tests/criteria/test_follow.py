"""What the set's own criteria answer need not be reported; a column without parts is judged by the whole."""

from datetime import date

from openntm.criteria import compile_set, judge, judge_many, load_set
from openntm.criteria.types import Code

DISTRICT, COMMUNE, MODEL = "district_ntm_2021_2025", "commune_ntm_2021_2025", "commune_model_2021_2025"
DAY = date(2023, 12, 31)


def everything_met(law):
    """Every figure exactly at its threshold, but for what follows from the criteria."""
    asked = [*law.indicators, *(one for one in law.prerequisites if not one.follows_from)]
    return {one.id: next(iter(one.thresholds[0].values.values())) for one in asked}


def test_all_nine_criteria_met_need_not_be_reported_beside_the_criteria():
    law = load_set(DISTRICT)
    figures = everything_met(law)
    found = judge(law, figures, DAY)
    assert (found.prerequisites["g6"].verdict, found.title_met) == ("met", True)
    assert "follows from the criteria" in found.prerequisites["g6"].reason_en
    assert judge(law, figures | {"1.1": False}, DAY).prerequisites["g6"].verdict == "not_met"
    assert judge(law, figures | {"1.1": None}, DAY).prerequisites["g6"].because == "no_figure"


def test_what_was_reported_of_it_stands():
    law = load_set(DISTRICT)
    found = judge(law, everything_met(law) | {"g6": False}, DAY)
    assert (found.prerequisites["g6"].figure, found.title_met) == (False, False)


def test_both_judges_let_it_follow():
    law = load_set(DISTRICT)
    columns = {name: [value, value] for name, value in everything_met(law).items()} | {"1.1": [True, None]}
    many = judge_many(compile_set(law, DAY), columns)
    assert many.code("g6").tolist() == many.title.tolist() == [Code.MET, Code.NO_FIGURE]


def test_a_model_commune_has_its_title_by_its_four_conditions():
    figures = {"1:a": True, "2": "55", "3": "1", "4:security": True}
    found = judge(load_set(MODEL), figures, DAY, region="tdmnpb")
    assert (found.criteria_met, found.title_met) == (4, True)


def test_in_a_column_without_parts_the_whole_is_judged():
    law = load_set(COMMUNE)
    found = [
        judge(law, {"5.1": figure}, DAY, region="chung").findings["5.1"].verdict for figure in ("100", "99.9", None)
    ]
    assert found == ["met", "not_met", "unknown"]
