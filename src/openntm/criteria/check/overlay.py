"""What holds for a province's decision: it fills or tightens, and never loosens."""

from collections.abc import Iterator
from datetime import date

from openntm.criteria.check.rows import dates_in_order, overlaps, unknown_keys
from openntm.criteria.check.walk import Complaint
from openntm.criteria.columns import EVERYWHERE, GENERAL
from openntm.criteria.library import load_set, set_ids
from openntm.criteria.loader import Path
from openntm.criteria.thresholds import is_stricter
from openntm.criteria.types import Asked, CriteriaSet, Overlay, OverlayValue, Threshold
from openntm.criteria.types.law import RowValue


def overlay_complaints(overlay: Overlay) -> Iterator[Complaint]:
    """All complaints about an overlay, beside the set that it fills."""
    if overlay.set not in set_ids(examples=True):
        yield Complaint(("set",), "unknown-set", f"there is no set {overlay.set}")
        return
    law = load_set(overlay.set)
    for place, row in enumerate(overlay.values):
        yield from _value(law, overlay, ("values", place), row)
    yield from _overlaps(overlay)
    for place, added in enumerate(overlay.parts):
        asked = law.by_id.get(added.indicator)
        if asked is None or not asked.open_list:
            message = f"{added.indicator} is no open list: a province cannot add parts to it"
            yield Complaint(("parts", place), "closed-list", message)
        used = [row.act for row in added.part.thresholds]
        yield from unknown_keys(("parts", place), "unknown-act", "act", used, overlay.acts)


def _value(law: CriteriaSet, overlay: Overlay, path: Path, row: OverlayValue) -> Iterator[Complaint]:
    yield from unknown_keys((*path, "act"), "unknown-act", "act", [row.act], overlay.acts)
    yield from unknown_keys((*path, "read"), "unknown-source", "source", row.read, overlay.sources)
    columns = [EVERYWHERE, GENERAL, *(c.key for c in (*overlay.zones, *law.regions, *law.groups))]
    yield from unknown_keys((*path, "values"), "unknown-region", "zone, region or group", row.values, columns)
    yield from dates_in_order(path, row)
    asked = law.by_id.get(row.indicator)
    if asked is None:
        yield Complaint((*path, "indicator"), "unknown-indicator", f"{law.id} has no {row.indicator}")
        return
    for column, raw in row.values.items():
        try:
            value = asked.value_of(raw)
        except ValueError as error:
            yield Complaint((*path, "values", column), "wrong-value", str(error))
            continue
        yield from _looser(overlay, asked, (*path, "values", column), row, column, value)


def _looser(
    overlay: Overlay, asked: Asked, path: Path, row: OverlayValue, column: str, value: RowValue | None
) -> Iterator[Complaint]:
    for national in asked.thresholds:
        if value is None or not _meet(row, national):
            continue
        against = _values_for(national, overlay.region if column not in national.values else column)
        if against and all(is_stricter(asked, other, value) for other in against):
            message = f"{value} asks less than the national value of {asked.id} from {national.starts}"
            yield Complaint(path, "loosens", message)


def _values_for(national: Threshold, column: str | None) -> list[RowValue]:
    """The national value of the column; without one, all of them: a province may not go below the lowest."""
    own = national.values.get(column) if column else None
    found = [own] if own is not None else national.values.values()
    return [value for value in found if value is not None]


def _meet(row: OverlayValue, national: Threshold) -> bool:
    start = max(row.starts, national.starts)
    return start <= min(row.ends or date.max, national.ends or date.max)


def _overlaps(overlay: Overlay) -> Iterator[Complaint]:
    for name in dict.fromkeys(row.indicator for row in overlay.values):
        places = [place for place, row in enumerate(overlay.values) if row.indicator == name]
        for complaint in overlaps((), [overlay.values[place] for place in places]):
            place = places[int(complaint.path[0])]
            yield Complaint(("values", place), complaint.rule, complaint.message)
