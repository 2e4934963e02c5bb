"""Tables to take away as CSV and XLSX, with source, day, system name and the illustrative mark in the file itself."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from openntm.office.licence import OPEN_DATA
from openntm.office.tables import Cell, Column, Table, text_of
from openntm.office.wording import number_text
from openntm.places.vietnamese import fold

SYSTEM = "OpenNTM"
HOSTILE = ("=", "+", "-", "@", "\t", "\r", "\n")
EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
NARROW, WIDE = 10, 60  # columns of a spreadsheet, in letters
NOT_IN_TABS, LONGEST_TAB = re.compile(r"[][:*?/\\]"), 31


@dataclass(frozen=True)
class Sheet:
    """What a file holds: a line above, the headings, plain rows, and what is said below."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    above: str = ""
    below: Sequence[tuple[str, str]] = ()
    title: str = ""
    source: str = ""


def export(table: Table, place: str, on: date, ending: str) -> HttpResponse:
    """The whole table, not only the page that is shown."""
    return answer(sheet_of(table, place, on), f"{slugify(fold(f'{table.key} {place}'))}-{on.isoformat()}", ending)


def download(
    ending: str,
    name: str,
    headings: Iterable[Any],
    rows: Iterable[Sequence[Any]],
    told: str,
    *,
    is_open: bool = False,
) -> HttpResponse:
    """A list whose rows were made for the file; `told` says in its first line what it is and of which day, and beside
    it the licence stands where anybody may take it."""
    sheet = Sheet([str(one) for one in headings], rows, above=f"{told} · CC BY 4.0, {OPEN_DATA}" if is_open else told)
    return answer(sheet, f"openntm-{name}-{timezone.localdate().isoformat()}", ending)


def answer(sheet: Sheet, name: str, ending: str) -> HttpResponse:
    write, media_type = WRITERS[ending]
    disposition = f'attachment; filename="{name}.{ending}"'
    return HttpResponse(write(sheet), content_type=media_type, headers={"Content-Disposition": disposition})


def sheet_of(table: Table, place: str, on: date) -> Sheet:
    """A column of marks is added where a row has one."""
    marked = any(marks(row) for row in table.rows)
    headings = [heading(column) for column in table.columns] + ([_("Marks")] if marked else [])
    rows = (
        [plain(row[column.key], column) for column in table.columns] + ([marks(row)] if marked else [])
        for row in table.rows
    )
    return Sheet(headings, rows, below=list(about(table, place, on)), title=table.title, source=table.source)


def about(table: Table, place: str, on: date) -> Iterator[tuple[str, str]]:
    """What stands below the rows of a file."""
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


def marks(row: Any) -> str:
    found = [_("illustrative")] if any(cell.illustrative for cell in row.values()) else []
    if any(not cell.verified for cell in row.values()):
        found.append(_("unverified"))
    return ", ".join(found)


def plain(cell: Cell, column: Column) -> Any:
    """Numbers and days as they are, everything else in the words of the page."""
    return cell.value if is_number(cell.value) or isinstance(cell.value, date) else text_of(cell, column)


def is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int | float) and not isinstance(value, bool)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(HOSTILE) else text


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a mark at the start, so that office programs read the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if sheet.above:
        writer.writerow([safe(sheet.above)])
    writer.writerow([safe(one) for one in sheet.headings])
    writer.writerows([written(value) for value in row] for row in sheet.rows)
    if sheet.below:
        writer.writerow([])
    writer.writerows([safe(name), safe(text)] for name, text in sheet.below)
    return out.getvalue().encode("utf-8-sig")


def written(value: Any) -> str:
    """Numbers with a point and no grouping, days as 2023-12-31."""
    if is_number(value):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value.isoformat() if isinstance(value, date) else safe("" if value is None else str(value))


def as_xlsx(sheet: Sheet) -> bytes:
    return as_book({_("Table"): sheet}, sheet.title or sheet.above, sheet.source)


def as_book(sheets: Mapping[str, Sheet], title: str, source: str = "") -> bytes:
    """A workbook of several sheets, by the names of their tabs."""
    out = io.BytesIO()
    # Nothing of the file may be taken for a formula or an address.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": SYSTEM, "comments": source})
        for name, sheet in sheets.items():
            fill(book, book.add_worksheet(NOT_IN_TABS.sub("-", name)[:LONGEST_TAB]), sheet)
    return out.getvalue()


def fill(book: xlsxwriter.Workbook, page: Any, sheet: Sheet) -> None:
    bold, looks = book.add_format({"bold": True, "text_wrap": True}), Looks(book)
    first = 1 if sheet.above else 0
    if first:
        page.write_string(0, 0, sheet.above)
    widths, line = [max(NARROW, len(one)) for one in sheet.headings], first
    for index, text in enumerate(sheet.headings):
        page.write_string(first, index, text, bold)
    for line, row in enumerate(sheet.rows, start=first + 1):
        for index, value in enumerate(row):
            widths[index] = max(widths[index], len(str(value)) + 2)
            write(page, (line, index), value, looks)
    for index, width in enumerate(widths):
        page.set_column(index, index, min(WIDE, width))
    page.freeze_panes(first + 1, 1)
    for number, (name, text) in enumerate(sheet.below, start=line + 2):
        page.write_string(number, 0, name, bold)
        page.write_string(number, 1, text)


class Looks:
    """Of cells: days as they are read here, long texts in several lines."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.long = book.add_format({"text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})

    def of(self, text: str) -> Any:
        return self.long if len(text) > WIDE or "\n" in text else self.plain


def write(page: Any, spot: tuple[int, int], value: Any, looks: Looks) -> None:
    """A number stays a number while a spreadsheet holds all its digits; else it is written out."""
    if isinstance(value, date):
        page.write_datetime(*spot, value, looks.day)
    elif is_number(value) and len(Decimal(str(value)).normalize().as_tuple().digits) <= EXACT_DIGITS:
        page.write_number(*spot, value, looks.plain)
    else:
        text = number_text(value) if is_number(value) else "" if value is None else str(value)
        page.write_string(*spot, text, looks.of(text))


WRITERS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
