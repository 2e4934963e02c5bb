"""What is known of places on a day: region, classes, counts, centre points."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from openntm.places.models import LEVELS, PROVINCE_KINDS, Attribute, Centre, Place, PlaceVersion
from openntm.places.queries.lineage import predecessor_ids
from openntm.places.queries.units import in_force

Meaning = bool | Decimal | str
INHERITED = {"region"}


def attributes_on(places: Iterable[int], on: date) -> dict[int, dict[str, Meaning]]:
    """The attributes of many places, with the region of the superior unit and the code of the province.

    The number of queries does not grow with the number of places.
    """
    wanted = list(places)
    chains, provinces = _chains(wanted, on)
    own = _own({one for chain in chains.values() for one in chain}, on)
    found = {place: _with_inherited([own.get(one, {}) for one in chain]) for place, chain in chains.items()}
    return {place: {**provinces.get(chains[place][-1], {}), **found[place]} for place in wanted}


def attributes_of(place: Place, on: date) -> dict[str, Meaning]:
    return attributes_on([place.pk], on)[place.pk]


def region_of(place: Place, on: date) -> str | None:
    """The key of the region column, or None where none is recorded."""
    region = attributes_of(place, on).get("region")
    return str(region) if region is not None else None


def attribute_records(place: Place, on: date) -> list[Attribute]:
    """The place's own attributes with their sources and marks."""
    return list(place.attributes.filter(in_force(on)))


def centres_of(places: Iterable[int]) -> dict[int, tuple[Decimal, Decimal]]:
    """(lat, lon) of each place: its own point, else the mean of its predecessors' points, else left out."""
    wanted = list(places)
    before = predecessor_ids(wanted)
    asked = {*wanted, *(one for group in before.values() for one in group)}
    points = {centre.place_id: (centre.lat, centre.lon) for centre in Centre.objects.filter(place__in=asked)}
    inferred = {place: _mean([points[one] for one in group if one in points]) for place, group in before.items()}
    found = {place: points.get(place) or inferred.get(place) for place in wanted}
    return {place: point for place, point in found.items() if point is not None}


def _mean(points: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    if not points:
        return None
    lat, lon = (sum(axis, Decimal(0)) / len(points) for axis in zip(*points, strict=True))
    return lat, lon


def _with_inherited(chain: list[dict[str, Meaning]]) -> dict[str, Meaning]:
    """`chain` begins with the place's own attributes."""
    found: dict[str, Meaning] = {}
    for above in reversed(chain[1:]):
        found.update({name: value for name, value in above.items() if name in INHERITED})
    return found | chain[0]


def _own(places: set[int], on: date) -> dict[int, dict[str, Meaning]]:
    found: dict[int, dict[str, Meaning]] = defaultdict(dict)
    for attribute in Attribute.objects.filter(in_force(on), place__in=places):
        found[attribute.place_id][attribute.name] = attribute.meaning
    return found


def _chains(places: list[int], on: date) -> tuple[dict[int, list[int]], dict[int, dict[str, Meaning]]]:
    """Each place followed by its superior units of that day, and the codes of the provinces among all of them."""
    above: dict[int, int | None] = {}
    provinces: dict[int, dict[str, Meaning]] = {}
    asked = set(places)
    while asked:
        standing = PlaceVersion.objects.filter(in_force(on), place__in=asked).order_by()
        above |= dict.fromkeys(asked)
        for place, parent, kind, code in standing.values_list("place_id", "parent_id", "kind", "code"):
            above[place] = parent
            if kind in PROVINCE_KINDS:
                provinces[place] = {"province": code}
        asked = {parent for parent in above.values() if parent is not None} - above.keys()
    return {place: _chain(place, above) for place in places}, provinces


def _chain(place: int, above: dict[int, int | None]) -> list[int]:
    chain = [place]
    while (parent := above[chain[-1]]) is not None and len(chain) < len(LEVELS):
        chain.append(parent)
    return chain
