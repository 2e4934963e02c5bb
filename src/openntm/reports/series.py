"""Figures over the years, as charts and as the tables beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from openntm.assessment.measures import MEASURES
from openntm.assessment.models import Figure
from openntm.assessment.values import value_of
from openntm.criteria import CriteriaSet, judge, load_overlays
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import figure_text, numbered, unit_text
from openntm.places.queries import attributes_of
from openntm.reports.charts import Line, line
from openntm.reports.conflicting import measure_name
from openntm.reports.standing import Standing

SHOWN = 6


@dataclass(frozen=True)
class Chart:
    line: Line
    source: str
    illustrative: bool
    law: str = ""


def values_of(standing: Standing, measures: Iterable[str]) -> dict[str, list[Figure]]:
    """The current figures of the place up to the day, by measure, oldest first."""
    rows = standing.sight.figures().filter(current=True, place=standing.version.place_id, day__lte=standing.on)
    rows = rows.filter(measure__in=list(measures)).exclude(value="")
    found: dict[str, list[Figure]] = defaultdict(list)
    for row in rows.select_related("source").order_by("day", "id"):
        found[row.measure].append(row)
    return found


def numbers(rows: Iterable[Figure]) -> list[tuple[date, Decimal]]:
    """One number a day: the one entered last; what other sources say of the day are its rivals."""
    found = {row.day: value for row in rows if isinstance(value := value_of(row.value), Decimal)}
    return sorted(found.items())


def rivals(rows: Iterable[Figure]) -> dict[date, list[Decimal]]:
    """Other values of the same day, layer and measure: a chart may not hide that sources disagree."""
    rows = list(rows)
    chosen = dict(numbers(rows))
    found: dict[date, list[Decimal]] = defaultdict(list)
    for row in rows:
        value = value_of(row.value)
        if isinstance(value, Decimal) and value != chosen[row.day]:
            found[row.day].append(value)
    return dict(found)


BILLION = Decimal(1_000_000_000)


def scaled(measure: str, rows: list[Figure]) -> Line:
    """Sums of money in billions; a mere number carries no unit."""
    unit = MEASURES[measure].unit
    by = BILLION if unit == "dong" else Decimal(1)
    values = [(on, value / by) for on, value in numbers(rows)]
    others = {on: [value / by for value in held] for on, held in rivals(rows).items()}
    name = {"dong": unit_text("billion_dong"), "count": ""}.get(unit, unit_text(unit))
    return line(measure_name(measure), name, values, rivals=others)


def commune_charts(standing: Standing, rules: CriteriaSet) -> list[Chart]:
    """The indicators of a commune that were reported on two days or more, those with a threshold first."""
    names = {f"{rules.id}/{asked.id}": asked for asked in rules.indicators}
    on, attributes = standing.on, attributes_of(standing.version.place, standing.on)
    known = judge(rules, {}, on, region=region(attributes), attributes=attributes, overlays=load_overlays(rules.id))
    charts = []
    for measure, rows in values_of(standing, names).items():
        found = numbers(rows)
        if len(found) > 1:
            finding = known.findings[names[measure].id]
            needed = finding.needed if isinstance(finding.needed, Decimal) else None
            title = numbered(finding)
            drawn = line(title, unit_text(finding.unit), found, needed)
            law = f"{finding.source}" if needed is not None else ""
            charts.append(Chart(drawn, rows[-1].source.title, any(row.illustrative for row in rows), law))
    return sorted(charts, key=lambda chart: not chart.law)[:SHOWN]


def region(attributes: Mapping[str, object]) -> str | None:
    return str(attributes["region"]) if attributes.get("region") else None


def programme_charts(standing: Standing) -> list[Chart]:
    """What was published about the place itself, over the years."""
    charts = []
    for measure, rows in values_of(standing, MEASURES).items():
        if len(numbers(rows)) > 1:
            drawn = scaled(measure, rows)
            sources = "; ".join(dict.fromkeys(row.source.title for row in rows))
            charts.append(Chart(drawn, sources, any(row.illustrative for row in rows)))
    return charts


def programme_table(standing: Standing) -> Table:
    """The same figures as a table, every source on a row of its own."""
    columns = [
        Column("measure", _("What")),
        Column("day", _("Day"), "day"),
        Column("value", _("Figure"), "number"),
        Column("source", _("Source")),
    ]
    rows: list[Row] = []
    for measure, found in values_of(standing, MEASURES).items():
        unit = MEASURES[measure].unit
        for row in found:
            value = value_of(row.value)
            text = figure_text(value, unit)
            rows.append(
                cells(
                    measure=measure_name(measure),
                    day=row.day,
                    value=Cell(value, text, illustrative=row.illustrative),
                    source=row.source.title,
                )
            )
    marked = any(row["value"].illustrative for row in rows)
    return Table("figures", _("Published figures"), columns, rows, _("the sources named"), illustrative=marked)
