"""Where a site is shown: exactly to its keepers, else as the middle of a square of the grid, on every page and file."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from openntm.heritage.access import Somebody, keeps
from openntm.heritage.models import Site

GRID = Decimal("0.05")  # of a degree: about five kilometres
HALF = GRID / 2


@dataclass(frozen=True)
class Position:
    latitude: Decimal
    longitude: Decimal
    is_exact: bool


def shown_position(site: Site, person: Somebody) -> Position | None:
    """None where no position is recorded; of a site that is not sensitive, exact for everybody."""
    if site.latitude is None or site.longitude is None:
        return None
    if not site.is_sensitive or keeps(person, site):
        return Position(site.latitude, site.longitude, is_exact=True)
    return public_position(site)


def public_position(site: Site) -> Position | None:
    """The same for everybody, who keeps it or not: for maps and files that travel on."""
    if site.latitude is None or site.longitude is None:
        return None
    if not site.is_sensitive:
        return Position(site.latitude, site.longitude, is_exact=True)
    return Position(coarse(site.latitude), coarse(site.longitude), is_exact=False)


def coarse(degrees: Decimal) -> Decimal:
    """The middle of the square: the same for all points in it, so that asking again tells no more."""
    return (degrees / GRID).to_integral_value(ROUND_FLOOR) * GRID + HALF
