"""Sites on a schematic map: one sign for all that fall on one spot; only public positions come in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

Spot = tuple[Decimal, Decimal]
SIDES, MARGIN = (360, 260), 60
LETTERS = 20  # of a line under a sign


@dataclass(frozen=True)
class Mark:
    """`number` of sites at the spot, the name under it, where it is drawn."""

    x: int
    y: int
    name: str
    number: int

    @property
    def text_y(self) -> int:
        return self.y + 5

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The name in two lines at most, each with where it stands."""
        wrapped = wrap(self.name, LETTERS, max_lines=2, placeholder=" …")
        return [(line, self.y + 30 + 14 * index) for index, line in enumerate(wrapped)]


def drawn(rows: Iterable[tuple[str, str, Spot]]) -> list[Mark]:
    """`rows`: the site, its commune, (latitude, longitude); a spot of several sites bears the commune's name."""
    spots: dict[Spot, list[tuple[str, str]]] = defaultdict(list)
    for site, commune, spot in rows:
        spots[spot].append((site, commune))
    places = scaled(spots)
    return [Mark(*places[spot], found[0][len(found) > 1], len(found)) for spot, found in sorted(spots.items())]


def scaled(spots: Collection[Spot]) -> dict[Spot, tuple[int, int]]:
    """East right, north up, stretched to fill the paper; a single spot stands in the middle."""
    south, north = min((lat for lat, _ in spots), default=0), max((lat for lat, _ in spots), default=0)
    west, east = min((lon for _, lon in spots), default=0), max((lon for _, lon in spots), default=0)
    width, height = SIDES

    def along(value: Decimal, first: Decimal | int, last: Decimal | int, side: int) -> int:
        return round(MARGIN + (side - 2 * MARGIN) * (value - first) / (last - first)) if last > first else side // 2

    return {
        (lat, lon): (along(lon, west, east, width), height - along(lat, south, north, height)) for lat, lon in spots
    }
