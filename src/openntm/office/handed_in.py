"""A file of a register that was handed in, row by row, as text."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from openntm.office.files import FileRefused
from openntm.office.files.accept import accepted_type, within_limit
from openntm.places.vietnamese import clean, fold

MOST_ROWS = 5_000


@dataclass(frozen=True)
class FileColumn:
    """`field` is what the service is given; a personal column is empty for those who may not see it."""

    field: str
    title: Any
    is_needed: bool = False
    is_personal: bool = False


@dataclass(frozen=True)
class HandedRow:
    """`line` as the person sees it in the file; `values` by field of the register."""

    line: int
    values: dict[str, str]


def handed_rows(upload: UploadedFile, columns: list[FileColumn]) -> list[HandedRow]:
    """Raises FileRefused; what stands above the headings is left out, as in a file that was taken away here."""
    lines = list(lines_of(upload))
    fields = {fold(title): column.field for column in columns for title in titles(column)}
    for place, cells in enumerate(lines):
        found = [fields.get(fold(cell), "") for cell in cells]
        needed = {column.field for column in columns if column.is_needed}
        if needed <= set(found):
            return list(read(lines[place + 1 :], found, place + 2))
    names = ", ".join(str(column.title) for column in columns if column.is_needed)
    raise FileRefused(_("No row of the file has these headings: %(names)s.") % {"names": names})


def titles(column: FileColumn) -> set[str]:
    """In both languages: a file may come from somebody else's screen."""
    found = set()
    for language in ("vi", "en"):
        with override(language):
            found.add(str(column.title))
    return found


def read(lines: list[list[str]], fields: list[str], first: int) -> Iterator[HandedRow]:
    if len(lines) > MOST_ROWS:
        raise FileRefused(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS})
    for number, cells in enumerate(lines, start=first):
        values = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
        if any(values.values()):
            yield HandedRow(number, values)


def lines_of(upload: UploadedFile) -> Iterator[list[str]]:
    body = within_limit(upload)
    if not body.startswith(b"PK\x03\x04"):
        yield from from_csv(body)
        return
    accepted_type(body)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
        yield from ([written(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))
    except (CalamineError, IndexError) as damaged:
        raise FileRefused(_("The file is damaged: it cannot be opened.")) from damaged


def from_csv(body: bytes) -> Iterator[list[str]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise FileRefused(_("A CSV file must be written in UTF-8.")) from wrong
    try:
        sample = csv.Sniffer().sniff(text[:4000], ",;\t").delimiter
    except csv.Error:
        sample = ","
    yield from ([plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sample))


def plain(cell: str) -> str:
    """Without the sign that keeps a spreadsheet from taking a text for a formula."""
    return clean(cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell)


def written(cell: Any) -> str:
    """Whole numbers without a point, days as 2026-12-31."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return plain(str(cell)) if cell is not None else ""
