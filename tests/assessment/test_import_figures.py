"""A spreadsheet comes back: read safely, shown before it is written, written whole or not at all, undone by entries."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import override

from openntm.assessment.models import Figure, Import
from openntm.assessment.queries.sheets import sheet_for
from openntm.assessment.services import (
    Overtaken,
    RowsWrong,
    WrongState,
    confirm_import,
    read_import,
    receive_file,
    record_figure,
    undo_import,
)
from openntm.assessment.services import imports as services
from openntm.assessment.sheets import guard, text
from openntm.assessment.sheets.guard import MOST_BYTES
from openntm.assessment.sheets.template import workbook
from openntm.assessment.sheets.words import FileRefused
from openntm.office.models import LogEntry

from .conftest import DAY, NTM

pytestmark = pytest.mark.postgres  # COPY, and locks on the rows

State = Import.State


def received(by, land, content, place=None, **more):
    given = {"set_id": NTM, "day": DAY, "layer": "self", "name": "so-lieu.xlsx", **more}
    return receive_file(by=by, place=(place or land.commune).place, content=content, **given)


def read(by, land, content, place=None, **more):
    return read_import(pk=received(by, land, content, place, **more).pk)


def csv(*rows, head="place,indicator,value"):
    return "\n".join([head, *rows]).encode()


def xlsx(rows, head=("place", "indicator", "value"), prepare=None):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for at, row in enumerate([head, *rows]):
            page.write_row(at, 0, row)
        if prepare:
            prepare(book, page)
    return buffer.getvalue()


def held():
    return {f"{f.place.key[3:]}|{f.measure.split('/')[1]}": f.value for f in Figure.objects.filter(current=True)}


def reason(row, language="en"):
    return row.outcome["refused"][language] if "refused" in row.outcome else row.outcome["problems"][0][2][language]


def test_nothing_is_written_before_it_is_confirmed(land, an):
    row = read(an, land, csv("07450,4.2,98", "07450,1.1,đạt"))
    assert (row.state, row.outcome["new"], row.outcome["wrong"]) == (State.READY, 2, 0)
    assert not Figure.objects.exists()


def test_confirmed_figures_are_written_and_the_log_says_so(land, an):
    row = confirm_import(by=an, pk=read(an, land, csv("07450,4.2,98", "07450,1.1,đạt")).pk)
    assert row.state == State.DONE
    assert held() == {"07450|4.2": "98", "07450|1.1": "true"}
    figure = Figure.objects.get(measure=f"{NTM}/4.2")
    assert (figure.unit, figure.entered_by, figure.taken_from, figure.period) == ("percent", an, row, "2023")
    assert LogEntry.objects.get(verb="import.confirm").changed["new"] == [None, 2]


def test_changed_figures_correct_what_was_there(land, an):
    record_figure(by=an, place=land.commune.place, measure=f"{NTM}/4.2", day=DAY, value="90")
    row = read(an, land, csv("07450,4.2,98", "07450,4.1,đạt"))
    assert (row.outcome["new"], row.outcome["changed"]) == (1, 1)
    confirm_import(by=an, pk=row.pk)
    assert Figure.objects.get(measure=f"{NTM}/4.2", current=True).corrects.value == "90"


def test_the_template_taken_and_sent_back_changes_nothing(land, an):
    for figure, value in (("4.2", "98.125"), ("1.1", "true"), ("12.1:nam", "70.5"), ("10.1", "42000")):
        record_figure(by=an, place=land.commune.place, measure=f"{NTM}/{figure}", day=DAY, value=value)
    for language in ("vi", "en"):
        with override(language):
            row = read(an, land, workbook(sheet_for(land.commune, NTM, DAY, "self")))
        assert (row.state, row.outcome["problems"], row.outcome["same"]) == (State.READY, [], 4)
        assert row.outcome["new"] == row.outcome["changed"] == 0


def test_the_template_is_protected_and_offers_answers(land, an):
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet_for(land.commune, NTM, DAY, "self"))))
    page = book.active
    assert page.protection.sheet
    assert page["A6"].protection.locked
    assert not page["I6"].protection.locked
    assert any("đạt" in str(rule.formula1) for rule in page.data_validations.dataValidation)
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["K"].hidden


def test_one_file_serves_all_communes_of_an_office(land, binh):
    rows = [(unit.code, "4.2", 98) for unit in land.communes]
    confirm_import(by=binh, pk=read(binh, land, xlsx(rows), land.district, layer="checked").pk)
    assert len(held()) == 3


def test_a_commune_may_not_bring_figures_of_another(land, an):
    row = read(an, land, csv("07456,4.2,98"))
    assert "No unit 07456" in reason(row)
    with pytest.raises(RowsWrong):
        confirm_import(by=an, pk=row.pk)


def test_strangers_and_readers_are_refused(land, an, dung, leader):
    for person in (dung, leader):
        with pytest.raises(PermissionDenied):
            received(person, land, csv("07450,4.2,98"))
    row = read(an, land, csv("07450,4.2,98"))
    with pytest.raises(Import.DoesNotExist):
        confirm_import(by=dung, pk=row.pk)


def test_a_file_is_confirmed_once(land, an):
    row = confirm_import(by=an, pk=read(an, land, csv("07450,4.2,98")).pk)
    with pytest.raises(WrongState):
        confirm_import(by=an, pk=row.pk)
    with pytest.raises(WrongState):
        read_import(pk=row.pk)


def test_figures_changed_after_the_preview_stop_the_import(land, an):
    row = read(an, land, csv("07450,4.2,98"))
    record_figure(by=an, place=land.commune.place, measure=f"{NTM}/4.2", day=DAY, value="91")
    with pytest.raises(Overtaken):
        confirm_import(by=an, pk=row.pk)
    row.refresh_from_db()
    assert (row.state, held()) == (State.READY, {"07450|4.2": "91"})


def test_a_fault_in_the_middle_leaves_nothing_behind(land, an, monkeypatch):
    row = read(an, land, csv("07450,4.2,98", "07450,1.1,đạt"))

    def broken(rows, corrected):
        Figure.objects.all().update(note="x")
        raise IntegrityError

    monkeypatch.setattr(services, "write_figures", broken)
    with pytest.raises(IntegrityError):
        confirm_import(by=an, pk=row.pk)
    row.refresh_from_db()
    assert (row.state, held()) == (State.READY, {})


def test_an_import_is_undone_by_corrections(land, an):
    record_figure(by=an, place=land.commune.place, measure=f"{NTM}/4.2", day=DAY, value="90")
    row = confirm_import(by=an, pk=read(an, land, csv("07450,4.2,98", "07450,1.1,đạt", "07450,4.1,có")).pk)
    record_figure(by=an, place=land.commune.place, measure=f"{NTM}/4.1", day=DAY, value="false")
    undo_import(by=an, pk=row.pk, reason="Nhầm năm")
    assert held() == {"07450|4.2": "90", "07450|1.1": "", "07450|4.1": "false"}
    assert Figure.objects.count() == 7
    with pytest.raises(WrongState):
        undo_import(by=an, pk=row.pk, reason="lần nữa")


def test_figures_are_read_in_vietnamese_and_in_english_writing(land, an):
    confirm_import(by=an, pk=read(an, land, csv('07450,10.1,"1.234,5"', "07450,4.2,98.5", '07450,4.1,"Có"')).pk)
    assert held() == {"07450|10.1": "1234.5", "07450|4.2": "98.5", "07450|4.1": "true"}
    row = read(an, land, csv('07450,10.1,"1,234.5"'))
    assert row.outcome["same"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_are_read_in_every_usual_encoding(land, an, encoding, delimiter):
    # windows-1258 writes tones as marks of their own.
    note = "ghi chu\u0301 ơ\u0309 đây" if encoding == "cp1258" else "ghi chú ở đây"
    lines = (("place", "indicator", "value", "note"), ("07450", "4.2", "98", note))
    content = "\n".join(delimiter.join(line) for line in lines).encode(encoding)
    confirm_import(by=an, pk=read(an, land, content).pk)
    assert Figure.objects.get().note == "ghi chú ở đây"


def test_letters_of_an_old_font_are_refused_with_a_way_out(land, an):
    row = read(an, land, csv("07450,4.2,98,ghi chó").replace(b"ch\xc3\xb3", b"ch\xf3 \xb8\xb5\xb6"))
    assert "CSV UTF-8" in reason(row)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("07450,4.2,rất cao", "not a number"),
        ("07450,4.2,130", "exceed"),
        ("07450,1.1,98", "yes"),
        ("07450,99.9,1", "No indicator 99.9"),
        ("00000,4.2,1", "No unit 00000"),
        (",4.2,1", "names no unit"),
        ("07450,4.2,=1+1", "not a number"),
        ("07450,4.2,31/12/2023", "not a number"),
        ("07450,4.2,-5", "negative"),
        ("07450,4.2," + "9" * 300, "long"),
        ("07450,prerequisite,true", "No indicator prerequisite"),
    ],
)
def test_a_wrong_row_says_why(land, an, line, words):
    row = read(an, land, csv("07450,1.2,đạt", line))
    assert row.outcome["wrong"] == 1
    assert words in reason(row)
    assert row.outcome["problems"][0][0] == 3
    with pytest.raises(RowsWrong):
        confirm_import(by=an, pk=row.pk)
    assert not Figure.objects.exists()


def test_a_row_that_stands_twice_is_wrong(land, an):
    assert "already stands in row 2" in reason(read(an, land, csv("07450,4.2,98", "07450,4.2,97")))


def test_a_figure_that_became_a_date_is_wrong(land, an):
    def dated(book, page):
        page.write_datetime(1, 2, __import__("datetime").datetime(2023, 5, 1), book.add_format({"num_format": "d/m"}))

    assert "into a date" in reason(read(an, land, xlsx([("07450", "4.2", "")], prepare=dated)))


def test_merged_cells_leave_rows_without_a_unit(land, an):
    def merged(book, page):
        page.merge_range(1, 0, 2, 0, "07450")

    row = read(an, land, xlsx([("07450", "4.2", 98), ("", "1.1", "đạt")], prepare=merged))
    assert "merged" in reason(row)
    assert row.outcome["problems"][0][0] == 3


def test_numbers_lose_neither_the_leading_zero_of_a_code_nor_the_last_digit_of_an_indicator(land, an):
    rows = [(7450, 4.2, 98.5), (7450, "17.1", 97)]
    assert read(an, land, xlsx(rows)).outcome["wrong"] == 0
    key = [(7450, 17.1, 90, "07450|17.10")]
    row = read(an, land, xlsx(key, head=("place", "indicator", "value", "key")))
    assert row.outcome["changes"][0][2] == "17.10"


def test_a_template_of_another_day_is_refused(land, an):
    content = workbook(sheet_for(land.commune, NTM, DAY, "self"))
    assert "another period" in reason(read(an, land, content, day=DAY.replace(year=2024)))


def test_a_formula_is_refused_with_its_cell(land, an):
    content = xlsx([("07450", "4.2", "")], prepare=lambda book, page: page.write_formula(1, 2, "=90+8", None, 98))
    assert "Cell C2 holds a formula" in reason(read(an, land, content))


def repacked(content, change=None, add=None):
    """The same archive with members changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(name, body) if change else body)
        for name, body in (add or {}).items():
            new.writestr(name, body)
    return out.getvalue()


PLAIN = xlsx([("07450", "4.2", 98)])


def far(name, body):
    return body.replace(b'r="C2"', b'r="XFD1048576"') if "sheet1" in name else body


def entity(name, body):
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>' + body if "sharedStrings" in name else body


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (repacked(PLAIN, add={"xl/vbaProject.bin": b"x"}), "macros"),
        (repacked(PLAIN, lambda n, b: b.replace(b"sheet.main", b"sheet.macroEnabled.main")), "macros"),
        (repacked(PLAIN, add={"xl/media/bomb.bin": b"\0" * (3 * 2**20)}), "unpack to more"),
        (repacked(PLAIN, add={f"xl/{n}.xml": b"" for n in range(600)}), "not built like"),
        (repacked(PLAIN, far), "too large"),
        (repacked(PLAIN, entity), "not built like"),
        (PLAIN[: len(PLAIN) // 2], "damaged"),
        (repacked(PLAIN, lambda n, b: b"<broken" if "sheet1" in n else b), "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
        (xlsx([], head=("a", "b", "c")), "No line with the headings"),
        (xlsx([], head=("place", "indicator", "value", "value")), "stands twice"),
        (b"\x01\x02\x00\x03" * 50, "not a spreadsheet"),
        (csv(*["07450,4.2,98"] * 101), "more than"),
    ],
    ids=["vba", "xlsm", "bomb", "members", "far", "entity", "cut", "xml", "pk", "head", "twice", "binary", "rows"],
)
def test_hostile_files_end_in_a_clear_message(land, an, monkeypatch, content, words):
    monkeypatch.setattr(guard, "MOST_UNPACKED", 2 * 2**20)
    monkeypatch.setattr(text, "MOST_ROWS", 100)
    row = read(an, land, content)
    assert row.state == State.REFUSED
    assert words in reason(row)
    assert reason(row, "vi") != reason(row)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        (b"%PDF-1.7", "not a spreadsheet"),
        (b"," * (MOST_BYTES + 1), "larger"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_at_the_door(land, an, content, words):
    with pytest.raises(FileRefused, match=words):
        received(an, land, content)


def test_the_pages_lead_from_the_file_to_the_figures_and_back(client, an, land):
    client.force_login(an)
    start = reverse("assessment:import", args=[land.commune.code, DAY.isoformat()])
    assert client.get(start + "template/").headers["Content-Disposition"].endswith('.xlsx"')
    file = io.BytesIO(csv("07450,4.2,98"))
    file.name = "so-lieu.csv"
    page = client.post(start, {"set_id": NTM, "layer": "self", "file": file}).headers["Location"]
    assert "98" in client.get(page).content.decode()
    assert not Figure.objects.exists()
    client.post(page, {"act": "confirm"})
    assert held() == {"07450|4.2": "98"}
    client.post(page, {"act": "undo"})
    assert held() == {"07450|4.2": "98"}
    client.post(page, {"act": "undo", "reason": "Nhầm"})
    assert held() == {"07450|4.2": ""}
    assert client.post(page, {"act": "dance"}).status_code == 404


def test_the_error_file_has_the_same_layout_with_reasons_and_can_be_sent_again(client, an, land):
    client.force_login(an)
    row = read(an, land, csv("07450,4.2,rất cao", "07450,1.1,đạt"))
    page = reverse("assessment:import_errors", args=[land.commune.code, DAY.isoformat(), row.pk])
    content = client.get(page).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "rất cao" in book.active["L6"].value
    assert book.active["L7"].value in (None, "")
    again = read(an, land, content)
    assert (again.outcome["wrong"], again.outcome["new"]) == (1, 1)


def test_a_stranger_finds_neither_the_pages_nor_the_file(client, an, dung, leader, land):
    row = read(an, land, csv("07450,4.2,98"))
    start = reverse("assessment:import", args=[land.commune.code, DAY.isoformat()])
    client.force_login(dung)
    assert {client.get(start + end).status_code for end in ("", f"{row.pk}/", f"{row.pk}/errors/")} == {404}
    client.force_login(leader)
    assert client.get(start).status_code == 403
    assert client.get(f"{start}{row.pk}/").status_code == 404


def test_a_refused_upload_stands_by_its_field(client, an, land):
    client.force_login(an)
    start = reverse("assessment:import", args=[land.commune.code, DAY.isoformat()])
    file = io.BytesIO(b"%PDF-1.7")
    file.name = "so-lieu.pdf"
    answer = client.post(start, {"set_id": NTM, "layer": "self", "file": file})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
