"""Cells that a workbook shows as percent: the file holds 0.985 where the officer typed and sees 98.5 %."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)/?>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*?)/?>")
STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
STYLE = re.compile(rb"<(?:\w+:)?xf\s([^>]*?)/?>")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*?)/?>")
LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*?)/?>")
BUILT_IN = {b"9", b"10"}


def percent_cells(content: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, counted from zero, of the first sheet's numbers that are shown as percent."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = _percent_styles(archive)
        if not styles:
            return
        for tag in CELL.finditer(archive.read(_first_sheet(archive))):
            found = _attributes(tag[1])
            if found.get(b"s") in styles and found.get(b"t", b"n") == b"n" and b"r" in found:
                yield _position(found[b"r"].decode())


def as_shown(number: float) -> str:
    """The share as the sheet shows it, with its sign, so that no unit but percent takes it."""
    return f"{(Decimal(f'{number:.15g}') * 100).normalize():f}%"


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    if "xl/styles.xml" not in archive.namelist():
        return set()
    text = archive.read("xl/styles.xml")
    own = [_attributes(tag[1]) for tag in FORMAT.finditer(text)]
    formats = BUILT_IN | {one[b"numFmtId"] for one in own if b"%" in one.get(b"formatCode", b"")}
    styles = STYLE.finditer(found[0]) if (found := STYLES.search(text)) else iter(())
    return {b"%d" % at for at, tag in enumerate(styles) if _attributes(tag[1]).get(b"numFmtId") in formats}


def _first_sheet(archive: zipfile.ZipFile) -> str:
    sheet = SHEET.search(archive.read("xl/workbook.xml"))
    wanted = (
        next((value for name, value in _attributes(sheet[1]).items() if name.endswith(b":id")), b"") if sheet else b""
    )
    links = [_attributes(tag[1]) for tag in LINK.finditer(archive.read("xl/_rels/workbook.xml.rels"))]
    target = next(one[b"Target"].decode() for one in links if one[b"Id"] == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return dict(ATTRIBUTE.findall(text))


def _position(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1
