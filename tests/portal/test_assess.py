"""`openntm assess` judges a table without a database, and refuses a wrong one whole."""

import contextlib
import io
import json
from types import SimpleNamespace

import pytest
import xlsxwriter

from openntm.portal.command import main

SET = ["--set", "commune_ntm_2021_2025", "--on", "2023-12-31", "--region", "tdmnpb"]


def openntm(*arguments):
    """What the shell would see: exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return SimpleNamespace(exit_code=ended.value.code, stdout=out.getvalue(), stderr=err.getvalue())


@pytest.fixture
def assess(tmp_path):
    def run(text, *options, name="figures.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return openntm("assess", str(path), *(options or [*SET, "--format", "json"]))

    return run


def findings(result):
    assert result.exit_code == 0, result.stderr
    (place,) = json.loads(result.stdout)["places"]
    return {finding["indicator"]: finding for finding in place["findings"]}


def test_figures_are_exact_at_the_threshold(assess):
    found = findings(assess("place,indicator,value\nA,3.1,79.999999999999999999\nA,15.1,90\n"))
    assert (found["3.1"]["verdict"], found["3.1"]["gap"]) == ("not_met", "0.000000000000000001")
    assert (found["15.1"]["verdict"], found["15.1"]["figure"], found["15.1"]["verified"]) == ("met", "90", True)


def test_an_empty_value_is_missing_and_never_zero(assess):
    found = findings(assess("place,indicator,value\nA,9.1,\nA,2.1,100\n"))
    assert (found["9.1"]["verdict"], found["9.1"]["because"], found["9.1"]["figure"]) == ("unknown", "no_figure", None)
    assert (found["2.1"]["verdict"], found["2.1"]["because"]) == ("unknown", "no_threshold")


def test_parts_and_attributes_of_the_commune_are_read(assess):
    table = "place,indicator,value,attribute:schools_in_commune\nA,5.1:b,100,4\nA,5.1:c,69.9,4\n"
    assert findings(assess(table))["5.1"]["verdict"] == "not_met"
    assert findings(assess(table.replace("69.9", "70")))["5.1"]["verdict"] == "met"


@pytest.mark.parametrize(("yes", "no"), [("đạt", "không đạt"), ("có", "không"), ("true", "false"), ("1", "0")])
def test_yes_and_no_are_read_in_every_way_people_write_them(assess, yes, no):
    found = findings(assess(f"place,indicator,value\nA,1.1,{yes}\nA,1.2,{no}\n"))
    assert (found["1.1"]["verdict"], found["1.2"]["verdict"]) == ("met", "not_met")


def test_a_region_may_stand_beside_each_place(assess):
    table = "place,indicator,value,attribute:region\nA,4.2,97,tdmnpb\nB,4.2,97,dbsh\n"
    places = json.loads(assess(table, *SET[:4], "--format", "json").stdout)["places"]
    assert [place["findings"][9]["verdict"] for place in places] == ["met", "not_met"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "figures.csv"),
        ("place,indicator\nA,1.1\n", "value"),
        ("place,indicator,value,colour\nA,1.1,1,red\n", "column 4"),
        ("place,indicator,value\nA,99.9,1\n", "row 2, column indicator"),
        ("place,indicator,value\nA,3.1,lots\n", "row 2, column value"),
        ("place,indicator,value\nA,3.1,1e400\n", "row 2, column value"),
        ("place,indicator,value\nA,3.1,1\nA,3.1,2\n", "row 3, column indicator"),
        ("place,indicator,value\n,3.1,1\n", "row 2, column place"),
        ("place,indicator,value\n", "row 1"),
        ("place,indicator,value,attribute:moon\nA,3.1,1,full\n", "attribute:moon"),
        ("place,indicator,value,attribute:schools_in_commune\nA,3.1,1,3\nA,3.2,khá,4\n", "row 3"),
        (b"PK\x03\x04 no workbook", "figures.csv"),
    ],
)
def test_a_wrong_table_is_refused_with_one_clear_line(assess, table, words):
    result = assess(table)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert words in line
    assert result.stdout == ""


@pytest.mark.parametrize(
    "options",
    [
        ["--set", "nothing", "--on", "2023-12-31"],
        ["--set", "commune_ntm_2021_2025", "--on", "31.12.2023"],
        ["--set", "commune_ntm_2021_2025", "--on", "2023-12-31", "--region", "moon"],
    ],
)
def test_a_wrong_option_is_refused(assess, options):
    assert assess("place,indicator,value\nA,1.1,1\n", *options).exit_code == 2


def test_a_snapshot_gives_the_same_bytes_again(assess, tmp_path):
    kept = tmp_path / "kept.json"
    assess("place,indicator,value\nA,3.1,79.9\n", *SET, "--snapshot", str(kept))
    assert openntm("verify", str(kept)).exit_code == 0
    kept.write_bytes(kept.read_bytes().replace(b"79.9", b"80.9"))
    assert openntm("verify", str(kept)).exit_code == 1


def test_a_workbook_goes_to_standard_output_like_every_other_format(tmp_path, monkeypatch):
    path, out = tmp_path / "figures.csv", io.TextIOWrapper(io.BytesIO(), "utf-8")
    path.write_text("place,indicator,value\nA,3.1,79.9\n")
    monkeypatch.setattr("sys.stdout", out)
    with pytest.raises(SystemExit) as ended:
        main(["assess", str(path), *SET, "--format", "xlsx"])
    assert (ended.value.code, out.buffer.getvalue()[:2]) == (0, b"PK")


@pytest.mark.parametrize("option", ["--out", "--snapshot"])
def test_what_cannot_be_written_is_said_before_anything_is(assess, tmp_path, option):
    other = (
        ["--out", str(tmp_path / "out.json")] if option == "--snapshot" else ["--snapshot", str(tmp_path / "s.json")]
    )
    nowhere = str(tmp_path / "nowhere" / "file.json")
    refused = assess("place,indicator,value\nA,1.1,1\n", *SET, "--format", "json", option, nowhere, *other)
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


def test_csv_and_xlsx_say_the_same_as_json(assess, tmp_path):
    from python_calamine import CalamineWorkbook

    table = "place,indicator,value\nXã A,3.1,79.9\n"
    lines = assess(table, *SET, "--format", "csv").stdout.splitlines()
    out = tmp_path / "out.xlsx"
    assert assess(table, *SET, "--format", "xlsx", "--out", str(out)).exit_code == 0
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert rows[0] == lines[0].split(",")
    assert any(row[:3] == ["Xã A", "3.1", "not_met"] for row in rows)
    assert any(line.startswith("Xã A,3.1,not_met,,79.9,80,0.1,percent,true") for line in lines)


def test_a_cell_beyond_the_columns_is_refused_because_a_decimal_comma_parts_it(assess):
    refused = assess("place,indicator,value\nA,4.2,98,5\n")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "row 2, column 4" in refused.stderr
    assert findings(assess('place,indicator,value\nA,4.2,"98,5",,\n'))["4.2"]["figure"] == "98.5"


def test_names_with_commas_do_not_change_how_columns_are_parted(assess):
    table = "place;indicator;value\nXã A, huyện B, tỉnh C;4.2;98,5\n"
    assert findings(assess(table))["4.2"]["figure"] == "98.5"


def test_empty_lines_before_the_header_are_passed_over_and_rows_keep_their_numbers(assess):
    assert "row 4, column value" in assess("\n\nplace,indicator,value\nA,4.2,much\n").stderr


def test_an_unknown_region_of_a_place_is_named_with_its_row(assess):
    table = "place,indicator,value,attribute:region\nA,4.2,98,tdmnpb\nB,4.2,98,mars\n"
    assert "row 3, column attribute:region: unknown region mars" in assess(table).stderr


def workbook(rows, formats=()):
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for row, column, value, form in formats:
            sheet.write_number(row, column, value, book.add_format({"num_format": form}))
    return memory.getvalue()


@pytest.mark.parametrize("form", ["0%", "0.00%", '0.0"x"%'])
def test_a_cell_shown_as_percent_is_read_as_it_is_shown(assess, form):
    content = workbook([["place", "indicator", "value"], ["A", "4.2"], ["A", "3.1", 80]], [(1, 2, 0.985, form)])
    found = findings(assess(content, name="figures.xlsx"))
    assert (found["4.2"]["figure"], found["3.1"]["figure"]) == ("98.5", "80")


def test_an_indicator_that_a_spreadsheet_made_a_number_is_refused_where_it_may_mean_two(assess):
    table = [["place", "indicator", "value"], ["A", 17.1, 100]]
    refused = assess(workbook(table), name="figures.xlsx")
    assert (refused.exit_code, "17.1 or 17.10" in refused.stderr) == (2, True)
    assert findings(assess(workbook([table[0], ["A", 3.1, 80]]), name="figures.xlsx"))["3.1"]["verdict"] == "met"
    assert findings(assess(workbook([table[0], ["A", "17.1", 80]]), name="figures.xlsx"))["17.1"]["figure"] == "80"


@pytest.mark.parametrize("name", ["=cmd|'/c calc'!A1", "+84", "-2+3", "@SUM(A1)"])
def test_a_name_in_a_table_is_never_a_formula(assess, name):
    said = assess(f'place,indicator,value\n"{name}",4.2,99\n', *SET, "--format", "csv").stdout
    assert f"'{name}" in said


def test_a_negative_number_stays_a_number():
    from openntm.portal.commands.assess import harmless

    assert [harmless(text) for text in ("-1.5", "-12", "4.2", "")] == ["-1.5", "-12", "4.2", ""]
