"""The page of titles: every record with its source, also those of the units before a merge."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from luc_nam import load_luc_nam


@pytest.mark.postgres
class Titles(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def page(self, address, language="vi"):
        self.client.post("/language/", {"language": language})
        answer = self.client.get(address)
        return answer.status_code, answer.content.decode()

    def test_the_district_says_how_many_communes_hold_the_title(self):
        status, text = self.page("/218/2023-12-31/titles/")
        assert status == 200
        assert "23/23 xã giữ danh hiệu" in text
        assert "trong các năm 2021–2023 (suy ra)" in text

    def test_the_district_s_own_title_comes_with_its_decision(self):
        _, text = self.page("/218/2024-12-31/titles/")
        assert "37/QĐ-TTg" in text
        assert "Trần Lưu Quang" in text

    def test_titles_whose_day_is_not_known_are_counted_as_possible(self):
        _, text = self.page("/218/2021-06-30/titles/")
        assert "Có thể thêm 7 xã" in text

    def test_a_new_commune_shows_what_its_predecessors_held(self):
        _, text = self.page("/07450/2025-12-31/titles/")
        assert "Trước đây: xã Đông Hưng" in text
        assert "Trước đây: xã Đông Phú" in text
        assert "giữ theo quy tắc, chưa thấy quyết định xác nhận" in text
        assert "xã Đông Hưng (đạt chuẩn nông thôn mới)" in text

    def test_a_commune_that_must_be_assessed_anew_says_why(self):
        _, text = self.page("/07444/2025-12-31/titles/")
        assert "phải được đánh giá lại" in text
        assert "khi còn là xã có danh hiệu đạt chuẩn nông thôn mới, đến khi chuyển ngày 01/07/2022" in text

    def test_the_district_lists_its_new_communes_with_those_before_them(self):
        _, text = self.page("/218/2025-12-31/titles/")
        assert "nay thuộc xã Đông Phú" in text

    def test_advanced_communes_that_nobody_names_are_counted_and_said_to_be_unnamed(self):
        _, text = self.page("/218/2023-12-31/titles/")
        assert "3 xã đạt chuẩn nông thôn mới nâng cao nhưng không nêu tên" in text

    def test_a_hamlet_is_named_with_its_commune(self):
        _, text = self.page("/07513/2023-12-31/titles/", "en")
        assert "hamlet Xuân Phú" in text

    def test_a_code_or_a_day_that_means_nothing_is_not_found(self):
        assert self.page("/99999/2023-12-31/titles/")[0] == 404
        assert self.page("/218/2023-02-31/titles/")[0] == 404

    def test_the_number_of_queries_does_not_grow_with_the_communes(self):
        with CaptureQueriesContext(connection) as seen:
            self.page("/218/2025-12-31/titles/")
        assert len(seen) < 90  # the published series costs a few for each published day
