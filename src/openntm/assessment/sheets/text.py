"""Comma-separated text in whichever encoding an office's spreadsheet program wrote it."""

import codecs
import csv
import io
import unicodedata

from django.utils.translation import gettext_noop as _

from openntm.assessment.sheets.guard import MOST_ROWS
from openntm.assessment.sheets.words import FileRefused

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LETTERS = set("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")


def rows_of_text(content: bytes, most: int | None = None) -> list[list[str]]:
    text = decoded(content)
    if "\x00" in text:
        raise FileRefused(_("This is not a spreadsheet. Send the .xlsx template or a .csv file."))
    delimiter = delimiter_of(text[:4000])
    rows: list[list[str]] = []
    most = most or MOST_ROWS
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row[:26])
            if len(rows) > most:
                raise FileRefused(_("The file has more than %(rows)s rows."), rows=f"{most:,}")
    except csv.Error:
        raise FileRefused(_("The file is not readable as comma-separated text. Use the .xlsx template."))
    return rows


def delimiter_of(head: str) -> str:
    """The sign that parts the first line; names and decimal commas further down may hold more of the others."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count) if any(sign in first for sign in ",;\t") else max(",;\t", key=head.count)


def decoded(content: bytes) -> str:
    """Text in NFC; UTF-8 and UTF-16 are certain, windows-1258 is taken only when it reads as Vietnamese."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _decode(content, encoding)
    if content[1:2] == b"\x00" or content[:1] == b"\x00":
        return _decode(content, "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8"))
    except UnicodeDecodeError:
        text = _decode(content, "cp1258")
    if not _reads_as_vietnamese(text):
        _refuse()
    return text


def _decode(content: bytes, encoding: str) -> str:
    try:
        return unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeDecodeError:
        _refuse()
        raise


def _refuse() -> None:
    raise FileRefused(
        _("The letters of this file cannot be read. Save it as “CSV UTF-8” or use the .xlsx template (Unicode).")
    )


def _reads_as_vietnamese(text: str) -> bool:
    """Old Vietnamese fonts (TCVN3, VNI) leave signs that no Vietnamese word holds."""
    foreign = {letter for letter in text.lower() if ord(letter) > 127}
    return all(_base(letter) in LETTERS or letter in "–—“”‘’…²³°%₫ " for letter in foreign)


def _base(letter: str) -> str:
    """The letter without its tone; the marks of â, ê, ô, ă, ơ, ư stay."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    kept = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones)
    return unicodedata.normalize("NFC", kept)
