"""Writes the one layout: template, export and error file differ only in what stands in their cells."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from openntm.assessment.sheets.columns import COLUMNS, POSITION
from openntm.assessment.sheets.table import MARK

HEAD = 5
TEXT = "@"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the cells by column, and the answers to choose from where there are such."""

    cells: Mapping[str, str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands above the table, and the marks by which the file is known when it comes back."""

    title: str
    notes: Sequence[str]
    marks: Mapping[str, str]
    lines: Sequence[Line] = field(default_factory=list)


def workbook(sheet: Sheet) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        _write(book, sheet)
    return buffer.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(_("Figures"))
    formats = _formats(book)
    _head(page, sheet, formats)
    for row, line in enumerate(sheet.lines, start=HEAD):
        for column in COLUMNS:
            style = formats["open" if column.key in ("value", "note") else "closed"]
            page.write_string(row, POSITION[column.key], line.cells.get(column.key, ""), style)
    _choices(page, sheet.lines)
    last = HEAD + max(len(sheet.lines), 1) - 1
    page.autofilter(HEAD - 1, 0, last, len(COLUMNS) - 1)
    page.freeze_panes(HEAD, 2)
    page.ignore_errors({"number_stored_as_text": f"A1:L{last + 1}"})
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True})
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD - 1)


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "Arial", "font_size": 14, "bold": True}),
        "note": book.add_format({"font_name": "Arial", "font_size": 10, "italic": True}),
        "heading": book.add_format({**font, "bold": True, "bg_color": "#e5f1ea", "bottom": 1}),
        "closed": book.add_format({**font, "bg_color": "#f6f7f4", "bottom": 4, "bottom_color": "#d9dfd9"}),
        "open": book.add_format({**font, "num_format": TEXT, "locked": False, "bottom": 4, "bottom_color": "#d9dfd9"}),
    }


def _head(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    marks = [MARK, *(text for pair in sheet.marks.items() for text in pair)]
    for position, text in enumerate(marks):
        page.write_string(0, position, text)
    page.set_row(0, None, None, {"hidden": True})
    page.write_string(1, 0, sheet.title, formats["title"])
    for row, note in enumerate(sheet.notes[: HEAD - 3], start=2):
        page.write_string(row, 0, note, formats["note"])
    for position, column in enumerate(COLUMNS):
        page.write_string(HEAD - 1, position, _(column.heading), formats["heading"])
        page.set_column(position, position, column.width, None, {"hidden": column.key == "key"})


def _choices(page: Any, lines: Sequence[Line]) -> None:
    """One drop-down for each run of rows with the same answers; the message says what is asked."""
    column = POSITION["value"]
    for first, last, choices in runs(lines):
        if choices:
            rule = {"validate": "list", "source": list(choices), "input_title": _("Choose")}
        else:
            rule = {"validate": "any", "input_title": _("Type a number")}
        rule["input_message"] = _("An empty cell changes nothing.")
        page.data_validation(HEAD + first, column, HEAD + last, column, rule)


def runs(lines: Sequence[Line]) -> Iterable[tuple[int, int, tuple[str, ...]]]:
    start = 0
    for row in range(1, len(lines) + 1):
        if row == len(lines) or lines[row].choices != lines[start].choices:
            yield start, row - 1, lines[start].choices
            start = row
