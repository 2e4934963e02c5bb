"""A page whose bytes are ready but for what differs from code to code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

TOKEN, GROUPED, COUNTED, WARNED = range(4)
SIGNS = {f"\x02{number}\x03": number for number in range(4)}  # where they stand in the text of a page
Words = Callable[[int, int], bytes]


def sign(number: int) -> str:
    return f"\x02{number}\x03"


@dataclass(frozen=True, slots=True)
class Page:
    """`counted` says how often and since when, `warned` what the warnings of some bits mean."""

    status: int
    standing: int  # as the journal notes it
    layout: tuple[bytes | int, ...]
    counted: Callable[[int, int], bytes]
    warned: Callable[[int], bytes]

    def body(self, token: str, scans: int, first: int, warnings: int) -> bytes:
        grouped = " ".join(token[at : at + 4] for at in range(0, len(token), 4))
        said = (token.encode(), grouped.encode(), self.counted(scans, first), self.warned(warnings))
        return b"".join([said[part] if isinstance(part, int) else part for part in self.layout])


def layout_of(html: str) -> tuple[bytes | int, ...]:
    parts: list[bytes | int] = []
    for piece in html.replace("\x03", "\x02").split("\x02"):
        parts.append(int(piece) if len(parts) % 2 else piece.encode())
    return tuple(parts)


class Pages(Protocol):
    """Who knows what codes stand for makes their pages."""

    def page(self, kind: str, key: str, state: str, language: str, day: date) -> Page | None:
        """None for a kind that has no page. May ask the database."""

    def unknown(self, language: str) -> Page:
        """For a code that was never minted here."""

    def busy(self, language: str) -> Page:
        """For who asks too often."""


Makers = Mapping[str, Pages]
