"""What one day's scans of a code look like together: in the memory of the fold, never in a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from openntm.codes.scanning.journal import Scan

HOUR = 3600
MOST_VISITORS = 10_000  # of one code and place; more are not told apart


@dataclass(frozen=True, slots=True)
class Facts:
    """`in_an_hour` is the most within one hour of the clock; `standings` how often the page said what."""

    number: int
    index: int
    day: date
    scans: int
    places: int
    visitors: int
    in_an_hour: int
    standings: Mapping[int, int] = field(default_factory=dict)


class Seen:
    """A code that was scanned at least twice on the day."""

    __slots__ = ("hours", "places", "standings")

    def __init__(self) -> None:
        self.places: dict[bytes, set[bytes]] = {}
        self.hours: Counter[int] = Counter()
        self.standings: Counter[int] = Counter()

    def add(self, scan: Scan) -> bool:
        """Whether the visitor is new at the place."""
        self.hours[scan.at // HOUR] += 1
        self.standings[scan.standing] += 1
        visitors = self.places.setdefault(scan.place, set())
        before = len(visitors)
        if before < MOST_VISITORS:
            visitors.add(scan.visitor)
        return len(visitors) > before


class Day:
    """Most codes are scanned once a day: of those only the scan itself is kept."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.once: dict[int, Scan] = {}
        self.more: dict[int, Seen] = {}

    def add(self, scan: Scan) -> bool:
        head = scan.head
        seen = self.more.get(head)
        if seen is None:
            first = self.once.pop(head, None)
            if first is None:
                self.once[head] = scan
                return True
            seen = self.more[head] = Seen()
            seen.add(first)
        return seen.add(scan)

    def facts(self, heads: Iterable[int]) -> Iterator[Facts]:
        for head in heads:
            number, index = head >> 20, head & (1 << 20) - 1
            if seen := self.more.get(head):
                visitors = sum(map(len, seen.places.values()))
                counted = (seen.hours.total(), len(seen.places), visitors, max(seen.hours.values()))
                yield Facts(number, index, self.day, *counted, dict(seen.standings))
            elif scan := self.once.get(head):
                yield Facts(number, index, self.day, 1, 1, 1, 1, {scan.standing: 1})
