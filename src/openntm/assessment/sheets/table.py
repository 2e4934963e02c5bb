"""A file's rows as columns, whichever of the accepted kinds it is; nothing here knows places or indicators."""

import datetime
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

import python_calamine
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from openntm.assessment.sheets.columns import COLUMNS, NEEDED
from openntm.assessment.sheets.guard import inspect_workbook, kind_of
from openntm.assessment.sheets.percent import as_shown, percent_cells
from openntm.assessment.sheets.text import rows_of_text
from openntm.assessment.sheets.words import FileRefused

HEAD_ROWS = 30
MOST_LINES = 2_000_000
MARK = "openntm"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by key, the file's own rows for the error file, and what the hidden first row says of the template."""

    columns: Mapping[str, Sequence[Any]]
    first_row: int
    rows: Sequence[Sequence[Any]]
    marks: dict[str, str]


def read_table(content: bytes) -> Table:
    """The figures' columns of a file; raises FileRefused with a sentence for the officer."""
    rows = _rows(content)
    at, header = _header(rows)
    body = rows[at + 1 :]
    width = max(header.values()) + 1
    if body and min(map(len, body)) < width:
        body = [[*row, *[""] * (width - len(row))] for row in body]
    columns = {key: list(map(itemgetter(position), body)) for key, position in header.items()}
    return Table(columns, at + 2, body, _marks(rows[:at]))


class NumberText(str):
    """The text of a cell that held a number, whose last zeros are lost: 5.1 may have been 5.10."""


def read_cells(content: bytes) -> list[list[str]]:
    """Every cell as an officer reads it, for tables whose columns are not the template's."""
    rows = _rows(content, MOST_LINES)
    return [[NumberText(plain(cell)) if isinstance(cell, float) else plain(cell) for cell in row] for row in rows]


def _rows(content: bytes, most: int | None = None) -> Sequence[Sequence[Any]]:
    return _workbook_rows(content) if kind_of(content) == "xlsx" else rows_of_text(content, most)


def _workbook_rows(content: bytes) -> list[list[Any]]:
    inspect_workbook(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not book.sheet_names:
            raise FileRefused(_("The file has no sheet."))
        rows: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        for row, column in percent_cells(content):
            if isinstance(number := rows[row][column], float):
                rows[row][column] = as_shown(number)
    except FileRefused:
        raise
    except BaseException as error:  # the parser's panics are no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise FileRefused(_("The file is damaged and cannot be opened. Save it again as .xlsx and send it again."))
    return rows


def _header(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """Row and positions of the first line that names the columns that are needed."""
    names = headings()
    for at, row in enumerate(rows[:HEAD_ROWS]):
        found: dict[str, int] = {}
        for position, cell in enumerate(row):
            key = names.get(plain(cell).casefold())
            if key and key in found:
                raise FileRefused(_("The column “%(name)s” stands twice."), name=plain(cell))
            if key:
                found[key] = position
        if all(key in found for key in NEEDED):
            return at, found
    raise FileRefused(
        _("No line with the headings “%(code)s”, “%(indicator)s” and “%(value)s” was found. Use the template."),
        **{key: _heading(key) for key in NEEDED},
    )


def headings() -> dict[str, str]:
    """Every accepted heading, folded to lower case, with the column it means."""
    names: dict[str, str] = {}
    for column in COLUMNS:
        for name in (column.key, *column.others, *_spoken(column.heading)):
            names.setdefault(unicodedata.normalize("NFC", name).casefold(), column.key)
    return names


@lru_cache(maxsize=64)
def _spoken(msgid: str) -> tuple[str, ...]:
    spoken = []
    for language in ("vi", "en"):
        with override(language):
            spoken.append(gettext(msgid))
    return tuple(spoken)


def _heading(key: str) -> str:
    return _spoken(next(column.heading for column in COLUMNS if column.key == key))[0]


def _marks(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """What the template says of itself: `openntm`, then pairs of a name and a value."""
    for row in rows:
        cells = [plain(cell) for cell in row]
        if cells and cells[0] == MARK:
            return dict(zip(cells[1::2], cells[2::2], strict=False))
    return {}


def plain(cell: object) -> str:
    """A cell's text as an officer reads it; a number keeps the digits that a spreadsheet shows."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell).strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else _digits(cell)
    if cell is None:
        return ""
    return str(cell)


def _digits(number: float) -> str:
    """Never exactly three decimals, which a person might have meant as thousands; a cell's number is certain."""
    text = f"{number:.15g}"
    text = f"{number:.15f}".rstrip("0") if "e" in text else text
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def is_date(cell: object) -> bool:
    return isinstance(cell, (datetime.date, datetime.time, datetime.timedelta))


DAY = re.compile(r"^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))")


def day_of(text: str) -> datetime.date | None:
    """A day written as 2023-12-31 or 31/12/2023."""
    if not (found := DAY.match(text.strip())):
        return None
    year, month, day, day_2, month_2, year_2 = found.groups()
    try:
        return datetime.date(int(year or year_2), int(month or month_2), int(day or day_2))
    except ValueError:
        return None
