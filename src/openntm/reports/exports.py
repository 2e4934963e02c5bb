"""A table as CSV or XLSX, with source, day, system name and the illustrative mark in the file itself."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openntm.places.vietnamese import fold
from openntm.reports.tables import Cell, Column, Table, text_of

SYSTEM = "OpenNTM"
HOSTILE = ("=", "+", "-", "@", "\t", "\r", "\n")
EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(table: Table, place: str, on: date, form: str) -> HttpResponse:
    """The whole table, not only the page that is shown."""
    body = as_xlsx(table, place, on) if form == "xlsx" else as_csv(table, place, on)
    answer = HttpResponse(body, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    name = slugify(fold(f"{table.key} {place}"))
    answer["Content-Disposition"] = f'attachment; filename="{name}-{on.isoformat()}.{form}"'
    return answer


def about(table: Table, place: str, on: date) -> Iterator[tuple[str, str]]:
    """What stands below the rows of every file."""
    yield _("Table"), table.title
    if place:
        yield _("Place"), place
    yield _("As of"), on.strftime("%d/%m/%Y")
    yield _("Source"), table.source or _("records of the system")
    if table.illustrative:
        yield _("Note"), _("Illustrative figures: made for the demonstration, never real")
    if table.note:
        yield _("Note"), table.note
    if any(not cell.verified for row in table.rows for cell in row.values()):
        yield (
            _("Note"),
            _("Rows marked “unverified” rest on a threshold or fact that has not been read in any source yet"),
        )
    yield _("System"), SYSTEM


def heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(HOSTILE) else text


def marks(row: dict[str, Cell] | Any) -> str:
    found = [_("illustrative")] if any(cell.illustrative for cell in row.values()) else []
    if any(not cell.verified for cell in row.values()):
        found.append(_("unverified"))
    return ", ".join(found)


def has_marks(table: Table) -> bool:
    return any(marks(row) for row in table.rows)


def as_csv(table: Table, place: str, on: date) -> bytes:
    """UTF-8 with a mark at the start, so that office programs read the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    marked = has_marks(table)
    writer.writerow([safe(heading(column)) for column in table.columns] + ([_("Marks")] if marked else []))
    for row in table.rows:
        line = [plain(row[column.key], column) for column in table.columns]
        writer.writerow(line + ([marks(row)] if marked else []))
    writer.writerow([])
    writer.writerows([safe(name), safe(text)] for name, text in about(table, place, on))
    return out.getvalue().encode("utf-8-sig")


def plain(cell: Cell, column: Column) -> str:
    """Numbers with a point and no grouping, days as 2023-12-31, words as the page says them."""
    value = cell.value
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value.isoformat() if isinstance(value, date) else safe(text_of(cell, column))


def as_xlsx(table: Table, place: str, on: date) -> bytes:
    out = io.BytesIO()
    # Nothing of the file may be taken for a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": table.title, "author": SYSTEM, "comments": table.source})
    sheet = book.add_worksheet(_("Table"))
    bold, dated = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    marked = has_marks(table)
    titles = [heading(column) for column in table.columns] + ([_("Marks")] if marked else [])
    for index, title in enumerate(titles):
        sheet.write_string(0, index, title, bold)
        sheet.set_column(index, index, min(60, max(10, len(title), widest(table, index))))
    for number, row in enumerate(table.rows, start=1):
        for index, column in enumerate(table.columns):
            write(sheet, (number, index), row[column.key], column, dated)
        if marked:
            sheet.write_string(number, len(table.columns), marks(row))
    sheet.freeze_panes(1, 1)
    for number, (name, text) in enumerate(about(table, place, on), start=len(table.rows) + 2):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text)
    book.close()
    return out.getvalue()


def widest(table: Table, index: int) -> int:
    if index >= len(table.columns):
        return 14
    column = table.columns[index]
    return max((len(text_of(row[column.key], column)) for row in table.rows), default=0) + 2


def write(sheet: Any, spot: tuple[int, int], cell: Cell, column: Column, dated: Any) -> None:
    """A number stays a number while a spreadsheet holds all its digits; else it is written out."""
    value = cell.value
    if isinstance(value, date):
        sheet.write_datetime(*spot, value, dated)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool) and fits(Decimal(value)):
        sheet.write_number(*spot, value)
    else:
        sheet.write_string(*spot, text_of(cell, column))


def fits(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) <= EXACT_DIGITS
