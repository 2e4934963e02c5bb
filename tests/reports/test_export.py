"""Every table goes out as CSV and XLSX with source, day, system name and the illustrative mark in the file."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from small_district import SET, address

from openntm.office.exports import Sheet, as_book, as_csv, as_xlsx, sheet_of
from openntm.office.tables import Cell, Column, Table, cells

ON = date(2023, 12, 31)
COLUMNS = [Column("name", "Xã"), Column("value", "Số liệu", "number", "%"), Column("day", "Ngày", "day")]


def table(*rows, illustrative=False):
    return Table("test", "Bảng thử", COLUMNS, rows, "Báo cáo", illustrative=illustrative)


def sheet(body):
    return openpyxl.load_workbook(io.BytesIO(body)).active


def texts(body):
    return [str(cell.value) for row in sheet(body).iter_rows() for cell in row if cell.value is not None]


ROW = cells(name="Đông Hưng", value=Cell(Decimal("98.5"), "98,5 %"), day=ON)


def test_a_csv_file_is_utf_8_with_its_mark_and_plain_numbers():
    body = as_csv(sheet_of(table(ROW), "xã Đông Hưng", ON))
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Đông Hưng,98.5,2023-12-31\r\n" in body.decode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_becomes_a_formula(text):
    row = cells(name=text, value=Decimal(1), day=ON)
    assert f"'{text}"[:3] in as_csv(sheet_of(table(row), "", ON)).decode("utf-8-sig")
    cell = sheet(as_xlsx(sheet_of(table(row), "", ON)))["A2"]
    assert cell.data_type == "s"


def test_a_negative_number_stays_a_number():
    row = cells(name="x", value=Decimal("-1.5"), day=ON)
    assert "x,-1.5," in as_csv(sheet_of(table(row), "", ON)).decode("utf-8-sig")
    assert sheet(as_xlsx(sheet_of(table(row), "", ON)))["B2"].value == -1.5


def test_a_number_too_long_for_a_spreadsheet_is_written_out():
    row = cells(name="x", value=Decimal("12345678901234567.25"), day=ON)
    assert sheet(as_xlsx(sheet_of(table(row), "", ON)))["B2"].data_type == "s"


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_each_file_names_source_day_and_system(write):
    body = write(sheet_of(table(ROW), "xã Đông Hưng", ON))
    said = body.decode("utf-8-sig") if write is as_csv else "\n".join(texts(body))
    for text in ("Báo cáo", "31/12/2023", "OpenNTM", "xã Đông Hưng", "Bảng thử"):
        assert text in said


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_illustrative_and_unverified_rows_are_marked_in_the_file(write):
    row = cells(name=Cell("x", illustrative=True), value=Cell(Decimal(1), verified=False), day=ON)
    body = write(sheet_of(table(row, illustrative=True), "", ON))
    said = body.decode("utf-8-sig") if write is as_csv else "\n".join(texts(body))
    assert "minh họa, chưa kiểm chứng" in said
    assert "không phải số liệu thật" in said


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("key", ["nearest", "criteria", "conflicts", "targets"])
def test_every_table_of_the_overview_can_be_downloaded(client, communes, key, form):
    answer = client.get(address("overview") + f"?table={key}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'-2023-12-31.{form}"')


def test_a_table_that_the_page_does_not_have_is_not_found(client, communes):
    assert client.get(address("overview") + "?table=other&format=csv").status_code == 404


def test_the_law_can_be_downloaded(client, db):
    assert client.get(f"/sets/{SET}/?format=csv").content.decode("utf-8-sig").count("\r\n") > 57


def test_a_long_text_is_wrapped_and_a_short_one_is_not():
    page = sheet(as_xlsx(Sheet(["a", "b"], [["ngắn", "dài " * 30]])))
    assert [bool(cell.alignment.wrap_text) for cell in page[2]] == [False, True]


def test_a_book_takes_any_title_for_a_tab():
    book = openpyxl.load_workbook(io.BytesIO(as_book({"Nợ/Có [2023]: " + "x" * 40: Sheet(["a"], [])}, "Sổ")))
    assert book.sheetnames == ["Nợ-Có -2023-- " + "x" * 17]
