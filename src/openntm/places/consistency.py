"""What must hold of all units together, which no constraint of one table can say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from openntm.places.models import Lineage, PlaceVersion


def problems() -> list[str]:
    """What is wrong in the database, in plain sentences; empty when the history is whole."""
    versions = list(PlaceVersion.objects.select_related("place"))
    lines = list(Lineage.objects.select_related("change", "predecessor", "successor"))
    return problems_of(versions, lines)


def problems_of(versions: Sequence[PlaceVersion], lines: Sequence[Lineage]) -> list[str]:
    by_place = _grouped(versions, "place_id")
    return [
        *_code_problems(versions),
        *(problem for group in by_place.values() for problem in _gaps(group)),
        *_superior_problems(versions, by_place),
        *_line_problems(by_place, lines),
        *_unexplained(by_place, lines),
    ]


def _grouped(versions: Iterable[PlaceVersion], name: str) -> dict[int, list[PlaceVersion]]:
    groups: dict[int, list[PlaceVersion]] = defaultdict(list)
    for version in sorted(versions, key=lambda one: one.valid_from):
        groups[getattr(version, name)].append(version)
    return groups


def _code_problems(versions: Sequence[PlaceVersion]) -> Iterable[str]:
    for code, group in _grouped(versions, "code").items():
        for one, other in pairwise(group):
            if one.valid_to is None or one.valid_to > other.valid_from:
                yield f"code {code} stands for two units on {other.valid_from}"


def _gaps(group: list[PlaceVersion]) -> Iterable[str]:
    for one, other in pairwise(group):
        if one.valid_to != other.valid_from:
            yield f"{one.place.key}: versions do not follow each other on {other.valid_from}"


def _superior_problems(versions: Sequence[PlaceVersion], by_place: dict[int, list[PlaceVersion]]) -> Iterable[str]:
    for version in versions:
        if version.parent_id is None:
            continue
        above = by_place.get(version.parent_id, [])
        if not above or above[0].valid_from > version.valid_from or _ends_before(above[-1].valid_to, version.valid_to):
            yield f"{version.place.key}: its superior unit does not stand on all of its days from {version.valid_from}"
        elif any(one.level >= version.level for one in above if _meet(one, version)):
            yield f"{version.place.key}: its superior unit is not of a higher level on {version.valid_from}"


def _ends_before(first: date | None, second: date | None) -> bool:
    return first is not None and (second is None or first < second)


def _meet(one: PlaceVersion, other: PlaceVersion) -> bool:
    return not _ends_by(one.valid_to, other.valid_from) and not _ends_by(other.valid_to, one.valid_from)


def _ends_by(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def _line_problems(by_place: dict[int, list[PlaceVersion]], lines: Sequence[Lineage]) -> Iterable[str]:
    for line in lines:
        day = line.change.day
        before = by_place[line.predecessor_id]
        if not before or before[0].valid_from >= day or _ends_before(before[-1].valid_to, day):
            yield f"{line.predecessor.key} did not stand before {day}"
        if line.successor and not any(one.valid_from <= day for one in by_place[line.successor.pk]):
            yield f"{line.successor.key} does not stand on {day}"


def _unexplained(by_place: dict[int, list[PlaceVersion]], lines: Sequence[Lineage]) -> Iterable[str]:
    """A version that begins after another, and a place that ends, are each explained by a change of that day."""
    gone = {(line.predecessor_id, line.change.day) for line in lines if not line.rival}
    for group in by_place.values():
        days = [version.valid_from for version in group[1:]] + ([group[-1].valid_to] if group[-1].valid_to else [])
        for day in days:
            if (group[0].place_id, day) not in gone:
                yield f"{group[0].place.key}: nothing explains its change on {day}"
