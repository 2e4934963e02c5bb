"""What a file must survive before a parser sees it: sizes, kinds, macros, formulas, cells far out."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext_noop as _

from openntm.assessment.sheets.words import FileRefused

MOST_BYTES = 30 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_MEMBERS = 500
MOST_ROWS = 200_000
CHUNK = 2**20
# A cell right of column Z or below row 199,999 would make the reader lay out a table of that size.
FAR = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"'](?:[A-Za-z]{2}|[A-Za-z]*(?:[2-9]\d{5}|\d{7}))")
FAR_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](?:[2-9]\d{5}|\d{7})")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
CELL_BEFORE = re.compile(rb"\sr=[\"']([A-Z]+\d+)")
SPACE, QUOTE, DIGIT_0, COLON, LESS, EQUAL, LETTER_A, SMALL_F, SMALL_R = b' "0:<=Afr'
OLE = b"\xd0\xcf\x11\xe0"


def kind_of(content: bytes) -> str:
    """`xlsx` or `csv`, told by the bytes and never by the name."""
    if not content:
        raise FileRefused(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than %(most)s MB."), most=MOST_BYTES // 2**20)
    if content.startswith(OLE):
        raise FileRefused(
            _("This is an old .xls file or one with a password. Save it as .xlsx without a password and send it again.")
        )
    if content.startswith(b"PK"):
        return "xlsx"
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z", b"\x1f\x8b")):
        raise FileRefused(_("This is not a spreadsheet. Send the .xlsx template or a .csv file."))
    return "csv"


def inspect_workbook(content: bytes) -> None:
    """Refuse an .xlsx that could run something, unpack without end or lay out a huge table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            _refuse_other_kinds(archive, {member.filename for member in members})
            _look_into(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise FileRefused(_("The file is damaged and cannot be opened. Save it again as .xlsx and send it again."))


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or len(set(names)) != len(names):
        raise FileRefused(_("The file is not built like a spreadsheet."))
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise FileRefused(_("The file would unpack to more than %(most)s MB."), most=MOST_UNPACKED // 2**20)
    return members


def _refuse_other_kinds(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise FileRefused(_("This is not a spreadsheet. Send the .xlsx template or a .csv file."))
    kinds = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in kinds or b"vbaproject" in kinds or any("vbaproject" in name.lower() for name in names):
        raise FileRefused(_("The file holds macros. Save it as .xlsx without macros and send it again."))
    if not any(name.endswith("workbook.xml") for name in names):
        raise FileRefused(_("Only .xlsx and .csv files are taken."))


def _look_into(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack each member piece by piece: the sizes that an archive states may be lies."""
    for member in members:
        sheet = "worksheets/" in member.filename
        tail = b""
        for piece in _pieces(archive, member):
            if sheet:
                tail = _look_at(tail + piece)
            if b"<!ENTITY" in piece:
                raise FileRefused(_("The file is not built like a spreadsheet."))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacked = 0
    with archive.open(member) as stream:
        while piece := stream.read(CHUNK):
            unpacked += len(piece)
            yield piece
    if unpacked != member.file_size:
        raise zipfile.BadZipFile


def _look_at(window: bytes) -> bytes:
    """Exact by regular expression, where a quick look at the bytes says that there may be something."""
    signs = np.frombuffer(b" " + window + bytes(12), np.uint8)
    if _may_be_far(signs) and (FAR.search(window) or FAR_ROW.search(window)):
        raise FileRefused(
            _("The sheet is too large: at most %(rows)s rows and 26 columns are taken."), rows=f"{MOST_ROWS:,}"
        )
    if _may_be_formula(signs) and (formula := FORMULA.search(window)):
        cells = CELL_BEFORE.findall(window, max(0, formula.start() - 200), formula.start())
        raise FileRefused(
            _("Cell %(cell)s holds a formula. Paste the figures as values and send the file again."),
            cell=cells[-1].decode() if cells else "?",
        )
    return window[-200:]


Signs = np.ndarray[tuple[int], np.dtype[np.uint8]]


def _may_be_far(signs: Signs) -> bool:
    """After `r="` stand two letters, or a row of six or more digits; or an attribute is written unusually."""
    equal = np.flatnonzero(signs[:-12] == EQUAL)
    if (signs[equal + 1] != QUOTE).any() or (signs[equal - 1] <= SPACE).any():
        return True
    at = equal[signs[equal - 1] == SMALL_R] + 2
    letters = (signs[at] >= LETTER_A).astype(np.intp)
    digits = signs[(at + letters)[:, None] + np.arange(6)] - DIGIT_0
    return bool((signs[at + 1] >= LETTER_A).any() or (digits < 10).all(axis=1).any())


def _may_be_formula(signs: Signs) -> bool:
    before = signs[np.flatnonzero(signs == SMALL_F) - 1]
    return bool(((before == LESS) | (before == COLON)).any())
