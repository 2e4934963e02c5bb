"""A page whose bytes are ready but for what differs from code to code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

TOKEN, GROUPED, COUNTED, WARNED = range(4)


def sign(number: int) -> str:
    return f"\x02{number}\x03"


class Laid(NamedTuple):
    """`text` has a %b where each of the slots stands."""

    text: bytes
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`counted` says how often and since when, `warned` what the warnings of some bits mean.

    `doubted` takes the place of `plain` where one of the bits of `doubts` is among the warnings.
    """

    status: int
    standing: int  # as the journal notes it
    plain: Laid
    counted: Callable[[int, int], bytes]
    warned: Callable[[int], bytes]
    doubted: Laid
    doubts: int

    def body(self, token: str, scans: int, first: int, warnings: int) -> bytes:
        grouped = f"{token[:4]} {token[4:8]} {token[8:12]} {token[12:16]} {token[16:]}".rstrip()
        said = (token.encode(), grouped.encode(), self.counted(scans, first), self.warned(warnings))
        text, slots = self.doubted if warnings & self.doubts else self.plain
        return text % tuple([said[slot] for slot in slots])


def laid_out(html: str) -> Laid:
    pieces = html.replace("%", "%%").replace("\x03", "\x02").split("\x02")
    return Laid("%b".join(pieces[::2]).encode(), tuple(map(int, pieces[1::2])))


class Pages(Protocol):
    """Who knows what codes stand for makes their pages."""

    def page(self, kind: str, key: str, state: str, language: str, day: date) -> Page | None:
        """None for a kind that has no page. May ask the database."""

    def unknown(self, language: str) -> Page:
        """For a code that was never minted here."""

    def busy(self, language: str) -> Page:
        """For who asks too often."""
