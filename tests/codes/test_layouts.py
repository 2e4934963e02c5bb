"""Layouts are data; one that would not scan, not fit or not be read by people is refused."""

import pytest
import yaml
from pydantic import ValidationError

from openntm.codes.printing.layouts import DATA, FEWEST_MODULES, QUIET, LayoutsRefused, layouts, read_layouts
from openntm.codes.printing.sheets import grouped

A4 = next(one for one in yaml.safe_load(DATA.read_text()) if one["key"] == "a4-40")


def refused(**changed):
    with pytest.raises(ValidationError) as told:
        read_layouts(yaml.safe_dump([{**A4, **changed}]))
    return str(told.value)


def test_sheets_and_rolls_are_shipped():
    kinds = {one.kind for one in layouts().values()}
    assert kinds == {"sheet", "roll"}
    assert {"a4-65", "a4-24", "roll-30x20"} <= set(layouts())
    assert layouts()["a4-65"].per_page == 65


def test_a_symbol_whose_quiet_zone_leaves_the_label_is_refused():
    assert "quiet zone" in refused(symbol={"left": 1.0, "top": 5.3, "side": 15.0})


def test_letters_in_the_quiet_zone_are_refused():
    assert "in the quiet zone" in refused(text={**A4["text"], "top": 20.6})


def test_letters_beyond_the_label_are_refused():
    assert "beyond the label" in refused(text={**A4["text"], "top": 24.9})
    assert "beyond the label" in refused(name={**A4["name"], "width": 60})


def test_labels_beyond_the_paper_are_refused():
    assert "beyond the paper" in refused(columns=5)


def test_a_code_that_stands_above_its_symbol_is_refused():
    assert "under its symbol" in refused(text={**A4["name"], "size": 5}, name=None)


def test_unknown_words_and_two_of_one_name_are_refused():
    assert "colour" in refused(colour="red")
    with pytest.raises(LayoutsRefused):
        read_layouts(yaml.safe_dump([A4, A4]))


@pytest.mark.parametrize("layout", layouts().values(), ids=list(layouts()))
def test_labels_of_a_page_do_not_overlap(layout):
    wide, high = layout.label
    corners = list(layout.corners())
    assert len(corners) == layout.per_page
    for left, top in corners:
        others = [(x, y) for x, y in corners if (x, y) != (left, top)]
        assert not [1 for x, y in others if abs(x - left) < wide - 1e-9 and abs(y - top) < high - 1e-9]
    assert layout.symbol.left - layout.symbol.quiet.left >= QUIET * layout.symbol.side / FEWEST_MODULES - 1e-9


def test_a_code_is_written_in_groups_of_four():
    assert grouped("00030000RDS3P10E5AZT") == "0003 0000 RDS3 P10E 5AZT"
