"""The law's data as tables: what each set asks, where it is written, and how far that was checked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openntm.criteria import CriteriaSet, load_overlays, load_set
from openntm.criteria.types import Asked
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import figure_text, in_language, unit_text
from openntm.reports.standing import Standing

DIRECTIONS = {"at_least": "≥", "at_most": "≤", "yes": ""}


def every_asked(rules: CriteriaSet) -> Iterator[tuple[str, Asked, int]]:
    """Prerequisites, indicators and their parts in the order of the law, with their depth."""
    for asked in (*rules.prerequisites, *rules.indicators):
        yield from with_parts(asked.id, asked, 0)


def with_parts(figure_id: str, asked: Asked, depth: int) -> Iterator[tuple[str, Asked, int]]:
    yield figure_id, asked, depth
    for part in asked.parts:
        yield from with_parts(f"{figure_id}:{part.id}", part, depth + 1)


def column_names(rules: CriteriaSet) -> dict[str, str]:
    """The columns of the law's table: the general value, regions, groups."""
    names = {one.key: in_language(one) for one in (*rules.regions, *rules.groups)}
    return {"chung": pgettext("column", "general")} | names


def value_text(asked: Asked, value: Any) -> str:
    sign = DIRECTIONS.get(str(asked.direction), "")
    return f"{sign} {figure_text(value, asked.unit)}".strip() if not isinstance(value, bool) else figure_text(value)


def said(asked: Asked, row: Any, names: dict[str, str]) -> str:
    """One row of law in words: each value with the columns that share it."""
    if row.relative_to is not None:
        percent = figure_text(Decimal(row.relative_to.percent), "percent")
        return _("%(percent)s of indicator %(indicator)s of %(set)s") % {
            "percent": percent,
            "indicator": row.relative_to.indicator,
            "set": in_language(load_set(row.relative_to.set).title),
        }
    groups: dict[str, list[str]] = {}
    for key, value in row.values.items():
        groups.setdefault(value_text(asked, value) if value is not None else _("not known"), []).append(key)
    if not groups:
        return left_to(row.left_to or asked.set_by)
    if len(groups) == 1 and (len(row.values) > 1 or row.values.keys() & {"all", "chung"}):
        return next(iter(groups))
    return "; ".join(f"{text}: {', '.join(names.get(key, key) for key in keys)}" for text, keys in groups.items())


def left_to(who: Any) -> str:
    return {"province": _("set by the province"), "ministry": _("set by the ministry")}.get(str(who), _("not known"))


def set_table(rules: CriteriaSet) -> Table:
    """Every dated row of law of a set."""
    columns = [
        Column("id", _("No.")),
        Column("title", _("Indicator")),
        Column("unit", _("Unit")),
        Column("asks", _("What is asked")),
        Column("from", _("From"), "day"),
        Column("to", _("To"), "day"),
        Column("source", _("Source of law")),
    ]
    names = column_names(rules)
    rows: list[Row] = []
    for figure_id, asked, depth in every_asked(rules):
        for row in asked.thresholds or [None]:
            rows.append(law_row(rules, names, figure_id, asked, depth, row))
    return Table("thresholds", in_language(rules.title), columns, rows, acts_text(rules))


def law_row(rules: CriteriaSet, names: dict[str, str], figure_id: str, asked: Asked, depth: int, row: Any) -> Row:
    sure = asked.verified and (row is None or row.verified)
    asks = said(asked, row, names) if row else (_("by its parts") if asked.parts else left_to(asked.set_by))
    source = f"{rules.acts[row.act].number}, {row.clause or ''}".rstrip(", ") if row else ""
    shown = figure_id if figure_id[0].isdigit() else "–"
    return cells(
        id=Cell(shown, order=".".join(part.zfill(4) for part in figure_id.replace(":", ".").split("."))),
        title=Cell(in_language(asked.title), f"{'– ' * depth}{in_language(asked.title)}"),
        unit=unit_text(asked.unit),
        asks=Cell(asks, verified=sure),
        **{"from": row.starts if row else None, "to": row.ends if row else None},
        source=source,
    )


def acts_text(rules: CriteriaSet) -> str:
    return ", ".join(act.number for act in rules.acts.values())


def overlay_tables(rules: CriteriaSet) -> list[Table]:
    """What each province's decision changes: the national value beside its own."""
    return [overlay_table(rules, overlay) for overlay in load_overlays(rules.id)]


def overlay_table(rules: CriteriaSet, overlay: Any) -> Table:
    columns = [
        Column("id", _("No.")),
        Column("title", _("Indicator")),
        Column("national", _("National set")),
        Column("province", _("Province's decision")),
        Column("source", _("Source of law")),
    ]
    names = column_names(rules) | {zone.key: in_language(zone) for zone in overlay.zones}
    names["all"] = pgettext("column", "all communes")
    rows: list[Row] = []
    for value in overlay.values:
        asked = rules.by_id.get(value.indicator)
        if asked:
            rows.append(overlay_row(asked, value, overlay, names))
    return Table(
        overlay.id, in_language(overlay.title), columns, rows, ", ".join(a.number for a in overlay.acts.values())
    )


def overlay_row(asked: Asked, value: Any, overlay: Any, names: dict[str, str]) -> Row:
    national = "; ".join(said(asked, row, names) for row in asked.thresholds) or left_to(asked.set_by)
    parts = [f"{value_text(asked, asked.value_of(v))}: {names.get(key, key)}" for key, v in value.values.items()]
    own = value_text(asked, asked.value_of(value.values["all"])) if set(value.values) == {"all"} else "; ".join(parts)
    number = overlay.acts[value.act].number
    return cells(
        id=value.indicator,
        title=in_language(asked.title),
        national=national,
        province=Cell(own, verified=value.verified),
        source=f"{number}, {value.clause}" if value.clause else number,
    )


def unverified_table(standing: Standing) -> Table:
    """The rows of law in force on the day that nobody has yet read in any source."""
    columns = [
        Column("set", _("Criteria set")),
        Column("id", _("No.")),
        Column("title", _("Indicator")),
        Column("asks", _("What is asked")),
        Column("source", _("Source of law")),
    ]
    rows = [row for rules in standing.sets.values() for row in unverified_rows(rules, standing.on)]
    return Table("unverified", _("Thresholds not yet verified"), columns, rows, _("the criteria sets of the system"))


def unverified_rows(rules: CriteriaSet, on: date) -> Iterator[Row]:
    names = column_names(rules)
    for figure_id, asked, depth in every_asked(rules):
        for row in asked.thresholds:
            if row.is_in_force(on) and not (asked.verified and row.verified):
                found = law_row(rules, names, figure_id, asked, depth, row)
                yield {**found, "set": Cell(in_language(rules.title)), "asks": Cell(found["asks"].value)}
