"""What holds for the dated rows of an indicator."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from openntm.criteria.check.walk import Complaint, Found
from openntm.criteria.columns import EVERYWHERE, GENERAL
from openntm.criteria.loader import Path
from openntm.criteria.types import CriteriaSet, OverlayValue, Threshold, ValueKind


def row_complaints(law: CriteriaSet, found: Found) -> Iterator[Complaint]:
    """Complaints about the rows of one indicator or part."""
    columns = list(dict.fromkeys([EVERYWHERE, GENERAL, *(column.key for column in (*law.regions, *law.groups))]))
    rows = found.asked.thresholds
    for place, row in enumerate(rows):
        path = (*found.path, "thresholds", place)
        yield from _sources(law, found, path, row)
        yield from unknown_keys((*path, "values"), "unknown-region", "region or group", row.values, columns)
        yield from dates_in_order(path, row)
        yield from _relative(law, found, path, row)
        if law.ends and row.starts > law.ends:
            yield Complaint((*path, "from"), "dates", f"begins on {row.starts}, after the set has ended")
    yield from overlaps((*found.path, "thresholds"), rows)


def unknown_keys(path: Path, rule: str, what: str, used: Iterable[str], known: Collection[str]) -> Iterator[Complaint]:
    """Complains of each key that is not declared."""
    for key in used:
        if key not in known:
            yield Complaint(path, rule, f'unknown {what} "{key}"; known: {", ".join(known) or "none"}')


def dates_in_order(path: Path, row: Threshold | OverlayValue) -> Iterator[Complaint]:
    """A row ends no earlier than it begins."""
    if row.ends and row.ends < row.starts:
        yield Complaint((*path, "to"), "dates", f"ends on {row.ends}, before it begins on {row.starts}")


def overlaps(path: Path, rows: Sequence[Threshold | OverlayValue]) -> Iterator[Complaint]:
    """Two rows may not give a value for the same column on the same day."""
    for (_, first), (place, second) in combinations(enumerate(rows), 2):
        shared = _shared(_columns_of(first), _columns_of(second))
        start = max(first.starts, second.starts)
        if shared and start <= min(first.ends or date.max, second.ends or date.max):
            message = f"two rows give a value for {', '.join(shared)} on {start}"
            yield Complaint((*path, place), "overlapping-dates", message)


def _shared(first: set[str], second: set[str]) -> list[str]:
    """The columns in both; `all` is every column."""
    if EVERYWHERE in first | second and first and second:
        return sorted(first & second) or sorted((first | second) - {EVERYWHERE})
    return sorted(first & second)


def _columns_of(row: Threshold | OverlayValue) -> set[str]:
    if isinstance(row, Threshold) and row.relative_to:
        return {EVERYWHERE}
    return {column for column, value in row.values.items() if value is not None}


def _sources(law: CriteriaSet, found: Found, path: Path, row: Threshold) -> Iterator[Complaint]:
    yield from unknown_keys((*path, "act"), "unknown-act", "act", [row.act], law.acts)
    yield from unknown_keys((*path, "read"), "unknown-source", "source", row.read, law.sources)
    act = law.acts.get(row.act)
    if row.verified and not (row.read or found.asked.read or (act and act.read)):
        yield Complaint(path, "unread", f"{found.figure_id} is marked verified, yet no page was read")


def _relative(law: CriteriaSet, found: Found, path: Path, row: Threshold) -> Iterator[Complaint]:
    to = row.relative_to
    if to is None:
        return
    where = (*path, "relative_to")
    if row.values:
        yield Complaint(where, "two-values", "a row has values or is relative to another set, not both")
    if found.asked.value_kind is not ValueKind.NUMBER:
        yield Complaint(where, "relative", "only a number can be relative to another set's value")
    if to.set == law.id and to.indicator == found.figure_id:
        yield Complaint(where, "relative", "an indicator cannot be relative to itself")
    if to.set == law.id:
        yield from unknown_keys(where, "unknown-indicator", "indicator", [to.indicator], law.by_id)
