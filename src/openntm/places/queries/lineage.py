"""Which unit became which."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import F, QuerySet

from openntm.places.models import Lineage, Place, PlaceVersion
from openntm.places.queries.units import versions_of


def lines() -> QuerySet[Lineage]:
    """Lines between two different places, or to none; a place that only changed is left out."""
    chosen = Lineage.objects.select_related("change__act", "predecessor", "successor")
    return chosen.exclude(predecessor=F("successor")).order_by("change__day", "pk")


def predecessors(place: Place) -> list[Lineage]:
    """What the place was made of, the readings that nobody has confirmed (`rival`) included."""
    return list(lines().filter(successor=place))


def successors(place: Place) -> list[Lineage]:
    """What the place became; a line without successor says that it was abolished."""
    return list(lines().filter(predecessor=place))


def predecessor_ids(places: Iterable[int]) -> dict[int, list[int]]:
    """The direct predecessors of many places, counted readings only, in one query."""
    found: dict[int, list[int]] = defaultdict(list)
    for line in Lineage.objects.filter(successor__in=list(places), rival=False).exclude(predecessor=F("successor")):
        if line.successor_id is not None:
            found[line.successor_id].append(line.predecessor_id)
    return dict(found)


def carried(since: Mapping[int, date], on: date) -> dict[int, list[PlaceVersion]]:
    """For each place, the units that on the day hold the land which it had on its own day in `since`.

    Later days follow merges and splits forward, earlier days back; three queries, however many places are asked for.
    """
    forward = {place for place, day in since.items() if day <= on}
    held = _followed({place: since[place] for place in forward}, on)
    held |= _traced_back({place: day for place, day in since.items() if place not in forward}, on)
    standing = versions_of({one for group in held.values() for one in group}, on)
    return {origin: [standing[one] for one in sorted(group) if one in standing] for origin, group in held.items()}


def _followed(since: dict[int, date], on: date) -> dict[int, set[int]]:
    if not since:
        return {}
    steps = _steps().filter(change__day__gt=min(since.values()), change__day__lte=on)
    moves = steps.order_by("change__day", "change", "pk").values_list("change__day", "predecessor", "successor")
    return _spread(since, [(day, giver, taker) for day, giver, taker in moves], lambda day, start: day > start)


def _traced_back(since: dict[int, date], on: date) -> dict[int, set[int]]:
    if not since:
        return {}
    steps = _steps().filter(change__day__gt=on, change__day__lte=max(since.values()))
    moves = steps.order_by("-change__day", "-change", "-pk").values_list("change__day", "successor", "predecessor")
    return _spread(since, [(day, taker, giver) for day, taker, giver in moves], lambda day, start: day <= start)


def _steps() -> QuerySet[Lineage]:
    return Lineage.objects.filter(rival=False, successor__isnull=False).exclude(predecessor=F("successor"))


def _spread(
    since: dict[int, date], moves: Iterable[tuple[date, int, int]], counts: Callable[[date, date], bool]
) -> dict[int, set[int]]:
    """Land goes from place to place in the order of the moves; a giver is kept, for it may still stand."""
    holders: dict[int, set[int]] = defaultdict(set) | {place: {place} for place in since}
    for day, here, there in moves:
        holders[there] |= {origin for origin in holders[here] if counts(day, since[origin])}
    held: dict[int, set[int]] = {place: set() for place in since}
    for place, origins in holders.items():
        for origin in origins:
            held[origin].add(place)
    return held
