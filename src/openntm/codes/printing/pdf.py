"""A small PDF writer for very many pages of one kind: what is shared is written once, pages are objects with numbers
that are known beforehand, so that parts of the file can be made apart and put together later. The same codes give the
same bytes; nothing tells the time.
"""

import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO

from openntm.codes.printing.layouts import POINT, TICK, Layout
from openntm.codes.printing.symbols import FONT, Bits, widths

CATALOG, PAGES, RESOURCES, LETTERS, DESCRIPTOR, FONT_FILE, MARKS, TITLE, ABOUT, FIRST_PAGE = range(1, 11)
HEADER = b"%PDF-1.7\n%\xc4\xe1\xbb\xa3\n"
HAIRLINE = 0.25  # points
SPOTS = 4096  # written at once


def number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def points(*millimetres: float) -> str:
    return " ".join(number(one * POINT) for one in millimetres)


def an_object(key: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (key, body)


def a_stream(key: int, head: str, content: bytes) -> bytes:
    packed = zlib.compress(content, 6)
    head = f"<<{head}/Filter/FlateDecode/Length {len(packed)}>>"
    return an_object(key, head.encode() + b"\nstream\n" + packed + b"\nendstream")


def page_objects(index: int, layout: Layout, content: bytes) -> list[bytes]:
    """The page that stands `index` pages after the first, and what is drawn on it."""
    key = FIRST_PAGE + 2 * index
    box = f"/MediaBox[0 0 {points(*layout.page)}]/Resources {RESOURCES} 0 R"
    page = f"<</Type/Page/Parent {PAGES} 0 R{box}/Contents {key + 1} 0 R>>"
    return [an_object(key, page.encode()), a_stream(key + 1, "", content)]


def shared_objects(layout: Layout, pages: int, title: Bits | None, about: str) -> Iterator[bytes]:
    kids = " ".join(f"{FIRST_PAGE + 2 * index} 0 R" for index in range(pages))
    pictures = f"/M {MARKS} 0 R" + (f"/T {TITLE} 0 R" if title else "")
    yield an_object(CATALOG, f"<</Type/Catalog/Pages {PAGES} 0 R>>".encode())
    yield an_object(PAGES, f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode())
    yield an_object(RESOURCES, f"<</Font<</F {LETTERS} 0 R>>/XObject<<{pictures}>>>>".encode())
    yield from letters()
    yield a_stream(MARKS, f"/Type/XObject/Subtype/Form/BBox[0 0 {points(*layout.page)}]", marks(layout).encode())
    yield picture(title) if title else an_object(TITLE, b"null")
    yield an_object(ABOUT, f"<</Title({about})/Producer(OpenNTM)>>".encode())


def letters() -> Iterator[bytes]:
    """The whole font, small as it is: a printer's machine need not have one like it."""
    content, known = FONT.read_bytes(), widths()
    first, last = min(known), max(known)
    said = " ".join(number(known[sign]) for sign in range(first, last + 1))
    font = f"/Type/Font/Subtype/TrueType/BaseFont/Tinos-Bold/Encoding/WinAnsiEncoding/FirstChar {first}/LastChar {last}"
    yield an_object(LETTERS, f"<<{font}/Widths[{said}]/FontDescriptor {DESCRIPTOR} 0 R>>".encode())
    shape = "/Flags 32/FontBBox[-200 -300 1200 1000]/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 662/StemV 140"
    head = f"<</Type/FontDescriptor/FontName/Tinos-Bold{shape}/FontFile2 {FONT_FILE} 0 R>>"
    yield an_object(DESCRIPTOR, head.encode())
    yield a_stream(FONT_FILE, f"/Length1 {len(content)}", content)


def picture(bits: Bits) -> bytes:
    head = f"/Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Width {bits.width}/Height {bits.height}"
    return a_stream(TITLE, head, bits.rows)


def marks(layout: Layout) -> str:
    """A small cross at each corner of each label."""
    if not layout.cut_marks:
        return ""
    wide, high = layout.label
    corners = {
        (round(left + across, 3), round(layout.page[1] - top - down, 3))
        for left, top in layout.corners()
        for across in (0, wide)
        for down in (0, high)
    }
    lines = [f"{number(HAIRLINE)} w"]
    for x, y in sorted(corners):
        lines.append(f"{points(x - TICK, y)} m {points(x + TICK, y)} l S")
        lines.append(f"{points(x, y - TICK)} m {points(x, y + TICK)} l S")
    return "\n".join(lines)


def put_together(
    out: BinaryIO, parts: Iterable[tuple[list[int], Iterable[bytes]]], shared: Iterable[bytes], about: str
) -> int:
    """Parts are the lengths of their objects and their bytes; the size of the file comes back."""
    at = out.write(HEADER)
    spots: list[int] = []
    for lengths, pieces in parts:
        for length in lengths:
            spots.append(at)
            at += length
        for piece in pieces:
            out.write(piece)
    first: list[int] = []
    for one in shared:
        first.append(at)
        at += out.write(one)
    spots = first + spots
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(spots) + 1))
    for begin in range(0, len(spots), SPOTS):
        out.write(b"".join(b"%010d 00000 n \n" % spot for spot in spots[begin : begin + SPOTS]))
    mark = sha256(about.encode()).hexdigest()[:32]
    tail = f"<</Size {len(spots) + 1}/Root {CATALOG} 0 R/Info {ABOUT} 0 R/ID[<{mark}><{mark}>]>>"
    out.write(f"trailer\n{tail}\nstartxref\n{at}\n%%EOF\n".encode())
    return out.tell()
