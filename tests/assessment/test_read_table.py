"""Whatever bytes arrive, reading ends in a table or in a sentence."""

import io
import random

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openntm.assessment.sheets import guard
from openntm.assessment.sheets.check import Known, check_table
from openntm.assessment.sheets.table import day_of, plain, read_table
from openntm.assessment.sheets.template import Line, Sheet, workbook
from openntm.assessment.sheets.words import FileRefused
from openntm.assessment.spoken import written
from openntm.assessment.values import text_of
from openntm.criteria import load_set, parse_value
from openntm.places.vietnamese import fold

from .conftest import NTM

LAW = load_set(NTM)
KNOWN = Known({"07450": 1}, {"dong hung": "07450"}, LAW.by_id, {}, fold)


def small():
    lines = [
        Line({"code": "07450", "indicator": figure, "value": "98", "note": "ghi chú"}) for figure in ("4.2", "3.1")
    ]
    return workbook(Sheet("thử", ["ghi chú"], {"set": NTM}, lines))


SMALL = small()


def outcome(content):
    """A count of rows, or the sentence; anything else is a fault."""
    try:
        checked = check_table(read_table(content), KNOWN)
    except FileRefused as refused:
        return refused.said["vi"] and refused.said["en"]
    assert all(problem.said["vi"] for problem in checked.problems)
    return len(checked.changes)


def test_the_plain_file_is_read():
    assert outcome(SMALL) == 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_workbook_with_changed_bytes_ends_in_a_sentence_or_a_table(seed, changes):
    chance, content = random.Random(seed), bytearray(SMALL)
    for _ in range(changes):
        content[chance.randrange(len(content))] = chance.randrange(256)
    outcome(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_sentence_or_a_table(content):
    outcome(content)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=5), max_size=6), st.sampled_from(",;\t"))
def test_any_cells_under_the_right_headings_end_in_rows(rows, delimiter):
    lines = [delimiter.join(("place", "indicator", "value")), *(delimiter.join(row) for row in rows)]
    outcome("\n".join(lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=0, max_value=100, allow_nan=False, allow_infinity=False, places=4),
    st.sampled_from(["vi", "en"]),
)
def test_what_is_written_into_a_cell_is_read_as_the_same_figure(number, language):
    from django.utils.translation import override

    for figure in ("4.2", "10.1"):
        with override(language):
            assert parse_value(LAW.by_id[figure], written(text_of(number))) == number


@settings(max_examples=100, deadline=None)
@given(st.decimals(min_value=0, max_value=99, allow_nan=False, allow_infinity=False, places=3))
def test_a_number_cell_is_never_ambiguous(number):
    assert parse_value(LAW.by_id["10.1"], plain(float(number))) == number


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="AA1"/>',
        b"<c r='AB1'/>",
        b'<c s="1" r = "XFD1"/>',
        b'<c\nr="ZZ9"/>',
        b'<c r="A200000"/>',
        b'<row r="999999">',
    ],
)
def test_cells_far_out_are_seen_however_they_are_written(cell):
    with pytest.raises(FileRefused):
        guard._look_at(b'<row r="1"><c r="A1"/>' + cell)


@pytest.mark.parametrize(
    "cell", [b'<c r="Z9"/>', b'<c r="A199999"/>', b'<c r="A1" t="inlineStr"><is><t>f = r="x</t></is></c>']
)
def test_usual_cells_pass(cell):
    guard._look_at(b'<row r="1">' + cell)


@pytest.mark.parametrize("mark", [b"<f>1+1</f>", b'<f t="shared">', b"<x:f>1</x:f>", b"<f/>", b"<f\n>"])
def test_formulas_are_seen_however_they_are_written(mark):
    with pytest.raises(FileRefused, match="C7"):
        guard._look_at(b'<c r="C7">' + mark)


def test_five_thousand_wrong_rows_are_all_explained():
    """Slow by its size, and still within a few seconds."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("place", "indicator", "value"))
        for row in range(1, 5_001):
            page.write_row(row, 0, ("07450", f"no-{row}", row))
    table = read_table(buffer.getvalue())
    assert len(table.rows) == 5_000
    assert len(check_table(table, KNOWN).problems) == 5_000


@pytest.mark.parametrize(
    ("text", "day"), [("2023-12-31", "2023-12-31"), ("31/12/2023", "2023-12-31"), ("31.2.2023", None), ("mai", None)]
)
def test_days_are_read_in_both_orders(text, day):
    assert (found := day_of(text)) == found
    assert (found.isoformat() if found else None) == day
