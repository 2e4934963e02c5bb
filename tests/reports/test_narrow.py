"""Overview, gaps and files narrowed to a set of units beside the tree."""

import pytest
from django.test import TestCase, override_settings

from luc_nam import load_luc_nam

HERE = "/218/2023-12-31/"


@pytest.mark.postgres
@override_settings(DEMONSTRATION=True)
class Narrowed(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_luc_nam()

    def test_the_overview_judges_the_units_of_the_set_alone_and_says_so(self):
        text = self.client.get(f"{HERE}?among=luc-nam-hardest-communes").content.decode()
        assert "chỉ gồm 4 xã thuộc nhóm “Bốn xã khó khăn nhất”" in text
        assert 'href="?among=luc-nam-hardest-communes&amp;table=criteria&amp;format=xlsx"' in text

    def test_the_gaps_of_a_set_are_those_of_its_communes(self):
        whole = self.client.get(f"{HERE}gaps/?format=csv").content.decode()
        part = self.client.get(f"{HERE}gaps/?format=csv&among=luc-nam-hardest-communes").content.decode()
        assert "Bảo Đài" in whole
        assert "Bảo Đài" not in part
        assert "Lục Sơn" in part
        assert "Chỉ gồm các đơn vị thuộc: Bốn xã khó khăn nhất" in part

    def test_after_the_merge_the_set_is_found_in_the_new_communes(self):
        text = self.client.get("/218/2025-12-31/?among=luc-nam-hardest-communes").content.decode()
        assert "chỉ gồm 2 xã" in text

    def test_a_set_that_is_not_there_is_not_found(self):
        assert self.client.get(f"{HERE}?among=nothing").status_code == 404
