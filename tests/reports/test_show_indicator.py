"""An indicator is shown by the number that the law gives it; one that nobody has read is not made up."""

from datetime import date

import pytest

from openntm.criteria import judge, load_set
from openntm.office.wording import numbered

LAW = load_set("commune_2026_2030")
RESULT = judge(LAW, {}, date(2026, 11, 1), group="g1")


def test_a_number_that_was_read_stands_before_the_title():
    assert numbered(RESULT.findings["1.1"]).startswith("1.1 Quy hoạch")


@pytest.mark.parametrize("name", ["3.x-ocop", "4.x"])
def test_a_number_that_was_not_read_is_not_shown(name):
    finding = RESULT.findings[name]
    assert numbered(finding) == finding.title.vi


def test_what_the_law_numbers_is_numbered_wherever_it_stands():
    asked = {"indicator": "4.10", "title": "Số thử"}
    assert numbered(asked) == "4.10 Số thử"
