"""Codes of a run drawn on pages: the symbol of the address, the code in groups of four under it, a title above it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from openntm.codes.printing.layouts import POINT, Layout
from openntm.codes.printing.pdf import number, page_objects, points, shared_objects
from openntm.codes.printing.symbols import DOTS, Bits, symbol_of, title_of, width_in_mm

GROUP = 4
BASELINE = 0.8  # of the letters' size, from the top of their box


def grouped(token: str) -> str:
    """As people read and type it."""
    return " ".join(token[at : at + GROUP] for at in range(0, len(token), GROUP))


@dataclass(frozen=True)
class Sheets:
    """Codes `first` to `last`; `token` gives the text of a code, `address` what its symbol says."""

    layout: Layout
    first: int
    last: int
    token: Callable[[int], str]
    address: Callable[[str], str]
    title: str = ""
    about: str = ""

    @property
    def codes(self) -> int:
        return self.last - self.first + 1

    @property
    def pages(self) -> int:
        return -(-self.codes // self.layout.per_page)

    @cached_property
    def name(self) -> Bits | None:
        return title_of(self.title, self.layout.name) if self.title and self.layout.name else None

    @cached_property
    def slots(self) -> list["Slot"]:
        return [Slot(self.layout, left, top, self.name) for left, top in self.layout.corners()]

    def objects(self, begin: int, end: int) -> Iterator[bytes]:
        """The objects of the pages `begin` up to `end`, without it."""
        for page in range(begin, end):
            start = self.first + page * self.layout.per_page
            codes = range(start, min(start + self.layout.per_page, self.last + 1))
            drawn = [slot.drawn(self.token(code), self.address) for slot, code in zip(self.slots, codes, strict=False)]
            yield from page_objects(page, self.layout, b"/M Do\n" + b"".join(drawn))

    def shared(self) -> Iterator[bytes]:
        return shared_objects(self.layout, self.pages, self.name, self.about)


class Slot:
    """The place of one stamp on the page: all of its drawing that no code changes is written once."""

    def __init__(self, layout: Layout, left: float, top: float, name: Bits | None) -> None:
        self.box, self.left = layout.text, left + layout.text.left
        high, symbol = layout.page[1], layout.symbol
        place = points(left + symbol.left, high - top - symbol.top - symbol.side)
        self.before = f"q {points(symbol.side)} 0 0 {points(symbol.side)} {place} cm BI".encode()
        self.baseline = number((high - top - self.box.top) * POINT - self.box.size * BASELINE)
        self.title = named(layout, left, top, name) if name else b""

    def drawn(self, token: str, address: Callable[[str], str]) -> bytes:
        bits = symbol_of(address(token))
        size = b"/W %d/H %d" % (bits.width, bits.height)
        # In hexadecimal digits: no reader can take a byte of the picture for its end. Packing takes the length back.
        image = b"%b%b/IM true/BPC 1/F/AHx ID %b> EI Q\n" % (self.before, size, bits.rows.hex().encode())
        return self.title + image + self.written(grouped(token).encode())

    def written(self, text: bytes) -> bytes:
        """In the middle of its box, drawn narrower where it is too wide for it."""
        width = width_in_mm(text, self.box.size)
        scale = min(1.0, self.box.width / width)
        x = number((self.left + (self.box.width - width * scale) / 2) * POINT)
        head = f"BT /F {number(self.box.size)} Tf {number(100 * scale)} Tz {x} {self.baseline} Td ("
        return head.encode() + text + b") Tj ET\n"


def named(layout: Layout, left: float, top: float, name: Bits) -> bytes:
    box = layout.name
    assert box is not None
    wide, high = name.width / DOTS * 25.4, name.height / DOTS * 25.4
    x = left + box.left + (box.width - wide) / 2
    y = layout.page[1] - top - box.top - high
    return f"q {points(wide)} 0 0 {points(high)} {points(x, y)} cm /T Do Q\n".encode()
