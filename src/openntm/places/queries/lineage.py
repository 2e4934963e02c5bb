"""Which unit became which."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

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


def carried(places: Iterable[int], on: date, *, forward: bool = True) -> dict[int, list[PlaceVersion]]:
    """For each place, the units that hold its land on the day: successors, or predecessors if `forward` is false.

    One or two queries for each generation, however many places are asked for.
    """
    reached: dict[int, set[int]] = {place: {place} for place in places}
    standing: dict[int, PlaceVersion] = {}
    asked: set[int] = set()
    while frontier := set().union(*reached.values()) - asked if reached else set():
        asked |= frontier
        standing |= versions_of(frontier, on)
        steps = _steps(frontier - standing.keys(), on, forward=forward)
        reached = {origin: _moved(held, steps) for origin, held in reached.items()}
    return {origin: [standing[one] for one in sorted(held) if one in standing] for origin, held in reached.items()}


def _moved(held: set[int], steps: dict[int, set[int]]) -> set[int]:
    return set().union(*(steps.get(one, {one}) for one in held))


def _steps(places: set[int], on: date, *, forward: bool) -> dict[int, set[int]]:
    """One generation: from each place to those that took its land, or gave it."""
    near, far = ("predecessor_id", "successor_id") if forward else ("successor_id", "predecessor_id")
    found = Lineage.objects.filter(Q(**{f"{near}__in": places}), rival=False, successor__isnull=False)
    steps: dict[int, set[int]] = defaultdict(set)
    for line in found.filter(**({"change__day__lte": on} if forward else {"change__day__gt": on})):
        if line.predecessor_id != line.successor_id:
            steps[getattr(line, near)].add(getattr(line, far))
    return steps
