"""The targets and published means of Lục Nam on a day, each with its check."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from luc_nam import load_luc_nam
from openntm.places.queries import place_at
from openntm.steering.models import Directive, Target
from openntm.steering.queries import (
    check_published_mean,
    check_target,
    closed_on,
    means_on,
    targets_on,
)

ON, ENDED = date(2023, 12, 31), date(2025, 7, 1)


class LucNam(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()
        cls.district = place_at("218", ON).place

    def test_five_named_communes_are_aimed_at_for_the_advanced_title(self):
        target = Target.objects.get(key="communes-advanced-2025")
        names = {place_at(place.versions.first().code, ON).name for place in target.named_places.all()}
        assert names == {"Bảo Đài", "Đông Phú", "Đông Hưng", "Yên Sơn", "Thanh Lâm"}
        assert check_target(target).ok

    def test_the_target_of_model_hamlets_does_not_add_up(self):
        check = check_target(Target.objects.get(key="model-hamlets-2025"))
        assert check.ok is False
        assert check.message_vi.startswith("14 + 7…10 = 21…24 không đạt 25…30")

    def test_of_the_three_published_means_that_of_2019_does_not_add_up(self):
        checks = {mean.value: check_published_mean(mean).ok for mean in means_on(self.district, ON)}
        assert checks == {"7.56": True, "15.26": False, "16.04": True}

    def test_a_plan_is_not_shown_before_it_was_made(self):
        shown = set(targets_on(self.district, date(2022, 6, 30)).values_list("key", flat=True))
        assert "district-ntm-2024" in shown
        assert "communes-advanced-2025" not in shown

    def test_the_district_that_ended_cannot_reach_its_target_of_2030(self):
        target = Target.objects.get(key="district-advanced-2026-2030")
        closed = closed_on(target, ENDED)
        assert closed == ENDED
        check = check_target(target, closed=closed)
        assert check.ok is None
        assert "không còn đối tượng từ ngày 01/07/2025" in check.message_vi

    def test_a_target_that_was_due_before_the_end_stays_open_to_judgement(self):
        assert closed_on(Target.objects.get(key="district-ntm-2024"), ENDED) is None

    def test_a_closed_target_keeps_its_sums(self):
        check = check_target(Target.objects.get(key="model-hamlets-2025"), closed=ENDED)
        assert check.ok is False
        assert "21…24" in check.message_en
        assert "Closed" in check.message_en

    def test_a_target_without_sums_has_nothing_to_check(self):
        assert check_target(Target.objects.get(key="jobs-2021-2025")).ok is None

    def test_the_register_shows_the_documents_of_its_day(self):
        numbers = list(Directive.objects.filter(issued__lte=date(2022, 3, 8)).values_list("number", flat=True))
        assert numbers[-1] == "320/QĐ-TTg"
        assert Directive.objects.count() == 23

    def test_a_span_that_ends_before_it_begins_is_refused_by_the_database(self):
        target = Target.objects.get(key="model-hamlets-2025")
        target.final_min = 40
        with pytest.raises(IntegrityError), transaction.atomic():
            target.save()

    def test_every_statement_says_where_it_was_read(self):
        assert not Target.objects.filter(source_title="").exists()
        assert not Directive.objects.filter(source_title="").exists()
