"""A commune on a day: the title it holds and today's score as two facts, then every indicator."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openntm.assessment.queries import FigureView, figures_on
from openntm.assessment.queries.completeness import progress
from openntm.criteria import CriteriaSet
from openntm.criteria.types import Asked
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import figure_text, in_language, numbered
from openntm.places.joining import Rule, join, rule_for
from openntm.places.queries import nearest_version, predecessors
from openntm.recognition.queries.merges import merges_into
from openntm.recognition.queries.shown import entries_on
from openntm.reports.communes import figures_source
from openntm.reports.indicators import commune_table, gap_table, grouped
from openntm.reports.series import commune_charts
from openntm.reports.standing import LADDER, Judged, Standing
from openntm.reports.views.page import page

WEIGHTS = {Rule.HOUSEHOLD_MEAN: "households", Rule.PEOPLE_MEAN: "population"}


def commune(request: HttpRequest, standing: Standing) -> HttpResponse:
    unit = standing.version
    held = standing.titles.get(unit.place_id, {})
    context: dict[str, Any] = {"held": [held[title] for title in LADDER if title in held]}
    context["entries"] = entries_on([unit], standing.on, standing.sight)[unit.place_id]
    context["merge"] = next(reversed(merges_into([unit.place_id], standing.on).get(unit.place_id, [])), None)
    rules = chosen_set(request, standing)
    tables = []
    if rules and not standing.is_closed:
        found = standing.judged(rules)
        tables = [commune_table(standing, found), gap_table(standing, standing.shown)]
        before = predecessors_table(standing, found)
        tables += [before] if before else []
        context |= told(standing, found, tables[0])
        context["charts"] = commune_charts(standing, rules)
    return page(request, standing, "reports/commune.html", context, tables)


def chosen_set(request: HttpRequest, standing: Standing) -> CriteriaSet | None:
    return standing.sets.get(request.GET.get("level", "")) or standing.first_set


def told(standing: Standing, found: Judged, table: Table) -> dict[str, Any]:
    """What the head of the page says of the set that is shown."""
    unit = standing.version
    result = found.results[unit.place_id]
    sought = standing.next_level(unit.place_id)
    next_one = standing.judged(standing.sets[sought]).results[unit.place_id] if sought else None
    return {
        "rules": found.rules,
        "result": result,
        "reported": found.has_figures(unit.place_id),
        "progress": progress(unit.place_id, found.rules, found.views[unit.place_id], result),
        "groups": list(grouped(table, result.criteria)),
        "conditions": list(result.prerequisites.values()),
        "columns": table.columns,
        "sought": sought,
        "missing": next_one.criteria_total - next_one.criteria_met if next_one else 0,
        "levels": [(level, standing.sets[level].title) for level in LADDER if level in standing.sets],
    }


def predecessors_table(standing: Standing, found: Judged) -> Table | None:
    """The figures of the units it was made of, and what follows by the rule of joining."""
    lines = [line for line in predecessors(standing.version.place) if line.change.day <= standing.on and not line.rival]
    if not lines:
        return None
    parts = [nearest_version(line.predecessor, line.change.day) for line in lines]
    ids = [part.place_id for part in parts]
    views = figures_on(ids, standing.on, set_id=found.rules.id, among=standing.sight.figures())
    weights = figures_on(ids, standing.on, measures=WEIGHTS.values(), among=standing.sight.figures())
    whole = all(line.part == "whole" for line in lines)
    rows = predecessor_rows(found.rules, ids, views, weights, whole=whole)
    columns = [Column("indicator", _("Indicator"))]
    columns += [Column(f"p{part.place_id}", part.full_name, "number") for part in parts]
    columns += [Column("rule", _("Rule of joining")), Column("joined", _("Joined"), "number")]
    marked = any(view.illustrative for held in views.values() for view in held.values())
    title = _("Figures of the units it was made of")
    before = Judged(found.rules, views, {})
    return Table("predecessors", title, columns, rows, figures_source(before), illustrative=marked) if rows else None


Views = Mapping[int, Mapping[str, FigureView]]


def predecessor_rows(rules: CriteriaSet, ids: list[int], views: Views, weights: Views, *, whole: bool) -> list[Row]:
    """One row an indicator of which any predecessor has a figure."""
    rows: list[Row] = []
    for asked in rules.indicators:
        held = {pk: views[pk][name] for pk in ids if (name := f"{rules.id}/{asked.id}") in views[pk]}
        if held:
            row = {f"p{pk}": figure_cell(held.get(pk), asked.unit) for pk in ids}
            rows.append(row | joined_cells(asked, ids, held, weights, whole=whole))
    return rows


def joined_cells(
    asked: Asked, ids: list[int], held: Mapping[int, FigureView], weights: Views, *, whole: bool
) -> dict[str, Cell]:
    """What the rule of joining gives, or why it gives nothing."""
    name = numbered(asked)
    if not whole:
        return cells(indicator=name, rule=_("not joined: only part of a unit came"), joined=Cell(None, "–"))
    rule = rule_for(str(asked.kind), asked.unit)
    measure = WEIGHTS.get(rule, "")
    pairs = [(exact(held.get(pk)), exact(weights[pk].get(measure))) for pk in ids]
    joined = join(rule, pairs)
    value = joined.value.quantize(Decimal("0.01")) if joined.value is not None else None
    text = figure_text(value, asked.unit) if value is not None else "–"
    return cells(indicator=name, rule=in_language(joined, "reason"), joined=Cell(value, text))


def exact(view: FigureView | None) -> Decimal | None:
    return view.value if view and isinstance(view.value, Decimal) else None


def figure_cell(view: FigureView | None, unit: str) -> Cell:
    return Cell(view.value, figure_text(view.value, unit), illustrative=view.illustrative) if view else Cell(None, "–")
