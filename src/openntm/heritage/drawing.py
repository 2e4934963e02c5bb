"""Sites on a schematic map: one sign for all that fall on one spot; only public positions come in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Spot = tuple[Decimal, Decimal]
SIDES, MARGIN = (360, 260), 48


@dataclass(frozen=True)
class Mark:
    """`number` of sites at the spot, the name of the first and how many more, where it is drawn."""

    x: int
    y: int
    name: str
    number: int

    @property
    def text_y(self) -> int:
        return self.y + 5

    @property
    def name_y(self) -> int:
        return self.y + 30


def drawn(rows: Iterable[tuple[str, Spot]]) -> list[Mark]:
    """`rows`: what stands under the sign, and (latitude, longitude)."""
    spots: dict[Spot, list[str]] = defaultdict(list)
    for name, spot in rows:
        spots[spot].append(name)
    places = scaled(spots)
    return [Mark(*places[spot], names[0], len(names)) for spot, names in sorted(spots.items())]


def scaled(spots: Mapping[Spot, list[str]]) -> dict[Spot, tuple[int, int]]:
    """East right, north up, stretched to fill the paper; a single spot stands in the middle."""
    south, north = min((lat for lat, _ in spots), default=0), max((lat for lat, _ in spots), default=0)
    west, east = min((lon for _, lon in spots), default=0), max((lon for _, lon in spots), default=0)
    width, height = SIDES

    def along(value: Decimal, first: Decimal | int, last: Decimal | int, side: int) -> int:
        return round(MARGIN + (side - 2 * MARGIN) * (value - first) / (last - first)) if last > first else side // 2

    return {
        (lat, lon): (along(lon, west, east, width), height - along(lat, south, north, height)) for lat, lon in spots
    }
