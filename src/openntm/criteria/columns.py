"""Which column of the law's table a place is read in, on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from openntm.criteria.conditions import holds
from openntm.criteria.types import ColumnRule, CriteriaSet, Region
from openntm.criteria.types.law import RowValue

GENERAL = "chung"
EVERYWHERE = "all"


class UnknownColumn(ValueError):
    """The set has no such region or group."""


class Column(NamedTuple):
    """The column's key; `general` when no region was given, `rule` when a rule put the place into it."""

    key: str | None
    general: bool = False
    rule: ColumnRule | None = None


def column_of(
    law: CriteriaSet, on: date, region: str | None, group: str | None, attributes: Mapping[str, Any]
) -> Column:
    """The column by group, else by the rule for the place's class, else by region, else the general one."""
    _refuse_unknown(law, region, group)
    if law.groups:
        return Column(group)
    if not law.has_regional_columns:
        return Column(GENERAL)
    for rule in law.columns:
        if rule.is_in_force(on) and any(holds(name, attributes, law.attributes) for name in rule.when_any):
            return Column(rule.use, rule=rule if rule.use != region else None)
    return Column(region) if region else Column(GENERAL, general=True)


def value_in(values: Mapping[str, RowValue | None], column: Column, law: CriteriaSet) -> RowValue | None:
    """The value of a row for the column; the general column never stands in for a region that is missing."""
    found = values.get(column.key) if column.key else None
    if found is None:
        found = values.get(EVERYWHERE)
    if found is None and not law.has_regional_columns:
        found = values.get(GENERAL)
    if found is None and column.key is None:
        found = _same_in_all(values, law)
    return found


def column_title(law: CriteriaSet, key: str | None) -> Region | None:
    """The column with its names for a screen."""
    return next((column for column in (*law.regions, *law.groups) if column.key == key), None)


def _same_in_all(values: Mapping[str, RowValue | None], law: CriteriaSet) -> RowValue | None:
    found = {values.get(group.key) for group in law.groups}
    return found.pop() if len(found) == 1 else None


def _refuse_unknown(law: CriteriaSet, region: str | None, group: str | None) -> None:
    if region and law.has_regional_columns and region not in {r.key for r in law.regions}:
        raise UnknownColumn(f"unknown region {region}; {law.id} has {', '.join(r.key for r in law.regions)}")
    if group and law.groups and group not in {g.key for g in law.groups}:
        raise UnknownColumn(f"unknown group {group}; {law.id} has {', '.join(g.key for g in law.groups)}")
