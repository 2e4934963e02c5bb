"""The satisfaction of residents is computed from closed surveys, with what it rests on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.assessment.models import Figure, Source
from openntm.assessment.services.computed import NoCommune, compute_figures
from openntm.office.roles import Role
from openntm.participation.models import Survey
from openntm.participation.services.surveys import close_survey, open_survey, plan_survey
from orchard import somebody, unit
from participation.asked import PLAN, SIZES, answered, village

__all__ = ["village"]
DAY = date(2026, 6, 30)


def closed(village, *words, place=None, by=None, **more):
    by, place = by or village.mat, place or village.commune
    survey = open_survey(by=by, pk=plan_survey(by=by, place=place, **(PLAN | more)).pk)
    village.mat = by
    answered(village, survey, *words)
    return close_survey(by=by, pk=survey.pk, reason="Đủ phiếu")


def computed(village, day=DAY, by="an", place=None):
    found = compute_figures(by=by and getattr(village, by), place=place or village.commune, day=day)
    return {one.measure: one.value for one in found}


def test_linh_cang_is_computed_with_what_it_rests_on(village):
    closed(village, *["yes"] * 71, "no")
    assert computed(village) == {"satisfaction.overall": "98.61", "satisfaction.least_content": "100"}
    one = Figure.objects.get(measure="satisfaction.overall")
    assert (one.source.kind, one.layer, one.entered_by) == (Source.Kind.COMPUTED, "self", village.an)
    assert "71 trong 72 hộ" in one.note
    assert "còn thiếu 4" in one.note
    before = Figure.objects.count()
    computed(village)
    assert Figure.objects.count() == before


def test_only_a_closed_survey_counts_from_its_last_day_on(village):
    survey = closed(village, "yes")
    assert computed(village, date(2026, 5, 31)) == {}
    assert computed(village, survey.ends)
    Survey.objects.update(state="open")
    assert computed(village) == {}


def test_a_survey_of_an_earlier_period_says_nothing_of_a_later_one(village):
    closed(village, "yes", rule="commune-ntm-2021-2025", begins=date(2025, 1, 2))
    assert computed(village) == {}


def test_who_does_not_enter_figures_does_not_compute_them(village):
    closed(village, "yes")
    for name in ("mat", "dung", "lan"):
        with pytest.raises(PermissionDenied):
            computed(village, by=name)


def test_an_invented_survey_makes_illustrative_figures(village):
    Survey.objects.filter(pk=closed(village, "yes").pk).update(illustrative=True)
    computed(village)
    assert set(Figure.objects.values_list("illustrative", flat=True)) == {True}


def test_a_district_is_judged_by_the_whole_and_its_lowest_commune_if_enough_answered(village):
    district = unit("huyen-thu", "218", "Thử", "huyen", village.province)
    front = somebody("nu", Role.FRONT, district)
    plan = {"rule": "district-ntm-2021-2025", "begins": date(2025, 1, 2), "ends": date(2025, 1, 31), "hamlets": SIZES}
    closed(village, *["yes"] * 190, *["no"] * 10, place=district, by=front, **plan)
    found = computed(village, date(2025, 2, 1), by=None, place=district)
    assert found["district_ntm_2021_2025/g4"] == "95"
    assert found["district_ntm_2021_2025/g5"] == "50"  # of the twenty of Tân ten
    closed(village, "yes", place=district, by=front, **(plan | {"ends": date(2025, 3, 31)}))
    assert "district_ntm_2021_2025/g4" not in computed(village, date(2025, 4, 1), by=None, place=district)


def test_without_a_survey_a_district_has_nothing_to_compute(village):
    district = unit("huyen-thu", "218", "Thử", "huyen", village.province)
    with pytest.raises(NoCommune):
        computed(village, by=None, place=district)
