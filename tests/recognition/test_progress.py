"""How far the targets of Lục Nam were on a day, with the list behind each count."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.places.queries import place_at
from openntm.recognition.queries.progress import progress_of
from openntm.steering.arithmetic import Span
from openntm.steering.models import Target, TargetYear
from openntm.steering.queries.named import joined

END_2023, END_2024, AFTER = date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31)
D = Decimal


def span(low, high):
    return Span(D(low), D(high))


@pytest.mark.postgres
class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def of(self, key, on):
        return progress_of(Target.objects.get(key=key), on)

    def test_three_advanced_communes_are_counted_and_none_of_them_is_named(self):
        found = self.of("communes-advanced-2025", END_2023)
        assert (found.counted.now, found.counted.of, found.counted.named) == (span(3, 3), 23, 0)
        assert found.counted.unnamed == 3
        assert (len(found.counted.holders), found.counted.holding) == (23, [])

    def test_two_advanced_communes_are_missing_one_a_year(self):
        found = self.of("communes-advanced-2025", END_2023)
        assert (found.missing, found.years_left, found.a_year) == (span(2, 2), 2, span(1, 1))

    def test_each_named_commune_has_its_state(self):
        names = self.of("communes-advanced-2025", END_2024).names
        assert [one.named.unit.name for one in names] == ["Bảo Đài", "Đông Hưng", "Đông Phú", "Thanh Lâm", "Yên Sơn"]
        assert not any(one.record or one.named.has_moved for one in names)

    def test_the_plan_is_on_its_line_with_four_of_five_after_one_of_two_years(self):
        found = self.of("communes-advanced-2025", END_2024)
        assert found.counted.now == span(4, 4)
        assert abs(found.years_off) < D("0.01")

    def test_both_counts_of_hamlets_stay_and_the_base_is_said_to_differ(self):
        found = self.of("model-hamlets-2025", END_2023)
        assert found.counted.now == span(14, 17)
        assert found.missing == span(8, 16)
        assert found.a_year == span(4, 8)
        assert found.base_check.ok is False
        assert "17 (Pháp luật Kinh tế Quốc tế" in found.base_check.message_vi
        assert sorted(one.hamlet for one in found.counted.holders) == ["Giáp Sơn", "Long Lanh", "Muối", "Xuân Phú"]

    def test_eighteen_hamlets_after_a_year_are_behind_the_straight_line(self):
        assert self.of("model-hamlets-2025", END_2024).years_off < 0

    def test_yearly_steps_say_what_was_planned_by_a_day(self):
        target = Target.objects.get(key="model-hamlets-2025")
        for year, low, high in ((2024, 3, 4), (2025, 4, 6)):
            TargetYear.objects.create(target=target, year=year, added_min=low, added_max=high)
        assert progress_of(target, END_2024).planned == span(17, 18)
        assert progress_of(target, AFTER).planned == span(25, 30)

    def test_a_share_is_counted_on_the_communes_of_the_day(self):
        found = self.of("communes-ntm-2025", END_2023)
        assert (found.counted.now, found.is_reached, found.a_year) == (span(100, 100), True, None)

    def test_a_title_of_the_district_itself_is_held_or_not(self):
        before, after = (self.of("district-ntm-2024", on) for on in (END_2023, END_2024))
        assert (before.counted.now, before.is_reached) == (span(0, 0), False)
        assert (after.counted.now, after.is_reached) == (span(1, 1), True)
        assert after.counted.holding[0].record.decision.number == "37/QĐ-TTg"

    def test_after_the_merge_the_target_is_closed_and_says_where_its_communes_went(self):
        found = self.of("communes-advanced-2025", AFTER)
        assert (found.closed, found.missing) == (date(2025, 7, 1), None)
        went = [
            ([unit.name for unit in one.units], [unit.full_name for unit in one.now])
            for one in joined(state.named for state in found.names)
        ]
        assert (["Đông Hưng", "Đông Phú"], ["xã Đông Phú"]) in went
        assert (["Yên Sơn"], ["xã Bắc Lũng"]) in went

    def test_the_goal_is_another_share_of_the_communes_that_were_left(self):
        assert self.of("communes-advanced-2025", date(2025, 1, 31)).share_today == "22.7"

    def test_what_nobody_counted_is_not_known(self):
        found = self.of("jobs-2021-2025", END_2023)
        assert (found.counted.now, found.missing, found.course) == (None, None, None)

    def test_a_target_without_base_has_no_course(self):
        district = place_at("218", END_2023).place
        row = Target.objects.create(
            key="t", title_vi="t", title_en="t", measure="income", place=district, said_on=END_2023, due=AFTER
        )
        found = progress_of(row, END_2023)
        assert (found.counted.now, found.base_check, found.planned) == (span("55.3", "55.3"), None, None)
