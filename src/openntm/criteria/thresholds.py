"""What the law asks of a figure on a day: national rows, rows relative to another set, provinces' decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from openntm.criteria.columns import EVERYWHERE, GENERAL, Column, column_of, column_title, value_in
from openntm.criteria.types import (
    Act,
    Asked,
    CriteriaSet,
    Direction,
    LeftTo,
    Needed,
    Overlay,
    OverlayValue,
    Relative,
    Threshold,
    ThresholdRow,
    ValueKind,
    Why,
)
from openntm.criteria.types.law import RowValue

ZONE = "zone"
PROVINCE = "province"


@dataclass(frozen=True)
class Place:
    """All that the law may ask about a place before it looks at figures."""

    on: date
    region: str | None
    group: str | None
    attributes: Mapping[str, Any]
    overlays: tuple[Overlay, ...]
    others: Mapping[str, CriteriaSet]

    _columns: dict[str, Column] = field(default_factory=dict, compare=False, repr=False)

    def column(self, law: CriteriaSet) -> Column:
        """The column in which the place is read in that set."""
        if law.id not in self._columns:
            self._columns[law.id] = column_of(law, self.on, self.region, self.group, self.attributes)
        return self._columns[law.id]


def needed(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> Needed:
    """The national value, filled or tightened by the province's."""
    national = _national(law, place, figure_id, asked)
    province = _provincial(law, place, figure_id, asked)
    if province is None:
        return national
    if national.value is None:
        return province
    if not is_stricter(asked, province.value, national.value):
        return national
    return replace(province, row=province.row and replace(province.row, over=national.row))


def is_stricter(asked: Asked, value: RowValue | None, than: RowValue | None) -> bool:
    """Whether a value asks more than another."""
    if value == than or asked.value_kind is ValueKind.BOOLEAN:
        return False
    left, right = _rank(asked, value), _rank(asked, than)
    return left > right if asked.direction is Direction.AT_LEAST else left < right


def _rank(asked: Asked, value: Any) -> Any:
    return asked.scale.index(value) if asked.value_kind is ValueKind.GRADE else value


def _national(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> Needed:
    column = place.column(law)
    rows = _in_force(asked.thresholds, place.on) if _still_runs(law, place.on) else []
    for row in rows:
        found = _from_row(law, place, column, figure_id, row)
        if found is not None:
            return found
    first = rows[0] if rows else None
    used = _row(law, place, column, figure_id, first) if first else None
    return Needed(row=used, why=_why_none(law, place, column, asked, first), general=column.general)


def _in_force(rows: Iterable[Threshold], on: date) -> list[Threshold]:
    return sorted((row for row in rows if row.is_in_force(on)), key=lambda row: row.starts, reverse=True)


def _still_runs(law: CriteriaSet, on: date) -> bool:
    """A row may start before its act (a value for the whole year), but none outlives its set."""
    return law.ends is None or on <= law.ends


def _from_row(law: CriteriaSet, place: Place, column: Column, figure_id: str, row: Threshold) -> Needed | None:
    if row.relative_to is not None:
        return _relative(law, place, column, figure_id, row, row.relative_to)
    value = value_in(row.values, column, law)
    if value is None:
        return None
    general = column.general and _is_split(row)
    return Needed(value, _row(law, place, column, figure_id, row), Why.COMPARED, general)


def _is_split(row: Threshold) -> bool:
    """Whether the row asks different things in different columns, or is known for some of them only."""
    if EVERYWHERE in row.values or not row.values:
        return False
    return len(row.values) == 1 or len(set(row.values.values())) > 1


def _relative(
    law: CriteriaSet, place: Place, column: Column, figure_id: str, row: Threshold, to: Relative
) -> Needed | None:
    other = place.others.get(to.set)
    asked = other.by_id.get(to.indicator) if other else None
    if other is None or asked is None:
        return None
    against = needed(other, place, to.indicator, asked)
    if not isinstance(against.value, Decimal):
        return None
    used = replace(_row(law, place, column, figure_id, row), over=against.row)
    return Needed(against.value * to.percent / 100, used, Why.COMPARED, against.general)


def _row(law: CriteriaSet, place: Place, column: Column, figure_id: str, row: Threshold) -> ThresholdRow:
    act, rule = _act(law, place, row.act), column.rule
    title = column_title(law, column.key) if _is_split(row) else None
    return ThresholdRow(
        act=act.number if act else row.act,
        act_key=row.act,
        clause=row.clause,
        indicator=figure_id,
        column=column.key,
        column_vi=title.vi if title else None,
        column_en=title.en if title else None,
        starts=row.starts,
        ends=row.ends,
        verified=row.verified and (rule is None or rule.verified),
        read=row.read,
        replaced_by=law.acts[rule.act].number if rule and rule.act in law.acts else None,
    )


def _act(law: CriteriaSet, place: Place, key: str) -> Act | None:
    """The act of the set, or of the province whose part this is."""
    return law.acts.get(key) or next((o.acts[key] for o in overlays_of(law, place) if key in o.acts), None)


def _why_none(law: CriteriaSet, place: Place, column: Column, asked: Asked, row: Threshold | None) -> Why:
    left_to = (row.left_to if row else None) or asked.set_by
    if not law.is_in_force(place.on):
        return Why.NOT_IN_FORCE
    if left_to is LeftTo.PROVINCE:
        return Why.LEFT_TO_PROVINCE
    if left_to is LeftTo.MINISTRY:
        return Why.LEFT_TO_MINISTRY
    return Why.NO_COLUMN if column.key is None else Why.NOT_ENTERED


def _provincial(law: CriteriaSet, place: Place, figure_id: str, asked: Asked) -> Needed | None:
    if not place.overlays or not _still_runs(law, place.on):
        return None
    column = place.column(law)
    for overlay in overlays_of(law, place):
        rows = [row for row in overlay.values if row.indicator == figure_id and row.is_in_force(place.on)]
        for row in sorted(rows, key=lambda row: row.starts, reverse=True):
            key = _overlay_key(row, place, column)
            if key is not None:
                value = asked.value_of(row.values[key])
                return Needed(value, _overlay_row(overlay, row, key), Why.COMPARED)
    return None


def overlays_of(law: CriteriaSet, place: Place) -> list[Overlay]:
    """The decisions of the place's own province on this set in force that day, the newest first."""
    own = [o for o in place.overlays if o.province == place.attributes.get(PROVINCE)]
    found = [o for o in own if o.set == law.id and o.is_in_force(place.on)]
    return sorted(found, key=lambda o: o.starts, reverse=True)


def _overlay_key(row: OverlayValue, place: Place, column: Column) -> str | None:
    for key in (place.attributes.get(ZONE), column.key, EVERYWHERE, GENERAL):
        if key is not None and row.values.get(key) is not None:
            return str(key)
    return None


def _overlay_row(overlay: Overlay, row: OverlayValue, key: str) -> ThresholdRow:
    act = overlay.acts.get(row.act)
    zone = next((zone for zone in overlay.zones if zone.key == key), None)
    return ThresholdRow(
        act=act.number if act else row.act,
        act_key=row.act,
        clause=row.clause,
        indicator=row.indicator,
        column=key,
        column_vi=zone.vi if zone else None,
        column_en=zone.en if zone else None,
        starts=row.starts,
        ends=row.ends,
        verified=row.verified,
        read=row.read,
        overlay=overlay.id,
    )
