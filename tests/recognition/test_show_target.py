"""The page of one target: the way from base to goal, and the list behind the count."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from luc_nam import load_luc_nam


@pytest.mark.postgres
class TargetPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def page(self, key, day="2023-12-31", code="218", language="vi"):
        self.client.post("/language/", {"language": language})
        answer = self.client.get(f"/{code}/{day}/targets/{key}/")
        return answer.status_code, answer.content.decode()

    def test_a_stranger_reads_what_is_counted_and_that_nobody_is_named(self):
        status, text = self.page("communes-advanced-2025")
        assert status == 200
        assert "Đã công bố 3, trong đó nêu tên 0" in text
        assert "<svg" in text
        assert "xã Bảo Đài" in text

    def test_both_counts_of_hamlets_and_the_disputed_base_are_shown(self):
        _, text = self.page("model-hamlets-2025")
        assert "14–17" in text
        assert "Số gốc 14 ngày 31/12/2023 khác với số cùng ngày của nguồn khác: 17" in text
        assert "21…24 không đạt 25…30" in text
        assert "thôn Xuân Phú" in text

    def test_a_year_later_the_plan_is_behind(self):
        _, text = self.page("model-hamlets-2025", "2024-12-31", language="en")
        assert "years behind" in text

    def test_the_page_of_an_ended_district_says_where_its_communes_went(self):
        _, text = self.page("communes-advanced-2025", "2025-12-31")
        assert "xã Đông Hưng + xã Đông Phú" in text
        assert "không còn đối tượng từ ngày 01/07/2025" in text

    def test_the_title_of_the_district_and_targets_without_figures_have_pages(self):
        assert "Hạn ngày" in self.page("district-ntm-2024")[1]
        assert "Đã đạt mục tiêu" in self.page("district-ntm-2024", "2024-12-31")[1]
        assert "Chưa đếm được gì" in self.page("jobs-2021-2025")[1]
        assert self.page("district-advanced-2026-2030", "2025-12-31")[0] == 200

    def test_a_commune_that_is_named_shows_the_same_page(self):
        assert self.page("communes-advanced-2025", code="07498")[0] == 200

    def test_a_key_of_another_unit_or_before_its_day_is_not_found(self):
        assert self.page("communes-advanced-2025", code="07510")[0] == 404
        assert self.page("communes-advanced-2025", "2022-06-30")[0] == 404
        assert self.page("no-such-target")[0] == 404

    def test_the_number_of_queries_does_not_grow_with_the_communes(self):
        with CaptureQueriesContext(connection) as seen:
            self.page("communes-advanced-2025")
        assert len(seen) < 70
