"""The page of targets: open to everybody, with the sums, the sources and what closed a target."""

from django.test import TestCase

from luc_nam import load_luc_nam


class Targets(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def page(self, address, language="vi"):
        self.client.post("/language/", {"language": language})
        answer = self.client.get(address)
        return answer.status_code, answer.content.decode()

    def test_the_targets_of_the_district_are_shown_with_their_sums(self):
        status, text = self.page("/218/2023-12-31/targets/")
        assert status == 200
        assert "14 + 7…10 = 21…24 không đạt 25…30" in text
        assert "15,26 × 25 = 381,5" in text
        assert "xã Thanh Lâm" in text
        assert "67/2023/NQ-HĐND" in text
        assert 'href="/218/2023-12-31/directives/"' in text

    def test_the_page_speaks_english(self):
        _, text = self.page("/218/2023-12-31/targets/", "en")
        assert "does not reach" in text
        assert "It does not add up." in text

    def test_a_target_of_an_ended_district_is_called_closed(self):
        status, text = self.page("/218/2025-12-31/targets/")
        assert status == 200
        assert "không còn đối tượng từ ngày 01/07/2025" in text

    def test_a_commune_shows_the_target_that_names_it(self):
        _, text = self.page("/07498/2023-12-31/targets/")
        assert 'id="communes-advanced-2025"' in text
        assert 'id="model-hamlets-2025"' not in text

    def test_a_unit_without_targets_says_so(self):
        _, text = self.page("/07510/2023-12-31/targets/")
        assert "Chưa ghi nhận mục tiêu nào" in text

    def test_a_code_or_a_day_that_means_nothing_is_not_found(self):
        assert self.page("/99999/2023-12-31/targets/")[0] == 404
        assert self.page("/218/2023-02-31/targets/")[0] == 404
