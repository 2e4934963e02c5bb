"""Tables of one commune's indicators and of one indicator's communes."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openntm.criteria import CriteriaSet, CriterionResult, Finding
from openntm.criteria.types import Asked
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import figure_text, in_language, numbered, unit_text
from openntm.places.models import PlaceVersion
from openntm.reports.charts import Bars, Measured, bars
from openntm.reports.communes import ORDER, figures_source
from openntm.reports.gap_tasks import GapTasks
from openntm.reports.links import to_place, to_why
from openntm.reports.standing import Judged, Standing, short_findings


def finding_columns(first: Column) -> list[Column]:
    return [
        first,
        Column("verdict", _("Verdict"), "verdict"),
        Column("figure", _("Figure"), "number"),
        Column("needed", _("Needed"), "number"),
        Column("gap", _("Short by"), "number"),
    ]


def finding_cells(found: Judged, unit: PlaceVersion, finding: Finding) -> dict[str, Cell]:
    """Figure, threshold, gap and verdict of one finding, with the marks of each."""
    view = found.view(unit.place_id, finding.indicator)
    marked = bool(view and view.illustrative)
    whole = finding.figure
    text = figure_text(whole, finding.unit) if whole is not None else by_parts(finding)
    return cells(
        figure=Cell(plain(whole), text, illustrative=marked),
        needed=Cell(plain(finding.needed), needed_text(finding), verified=finding.verified or finding.needed is None),
        gap=Cell(finding.gap if finding.gap else None, figure_text(finding.gap, finding.unit) if finding.gap else ""),
        verdict=Cell(finding.verdict, because=finding, order=ORDER[finding.verdict]),
    )


def by_parts(finding: Finding) -> str:
    return _("by parts") if any(part.figure is not None for part in finding.parts) else "–"


def plain(value: Any) -> Any:
    return value if isinstance(value, Decimal | bool | str) or value is None else getattr(value, "value", str(value))


def needed_text(finding: Finding) -> str:
    return finding.needed_text_vi if in_language({"vi": "vi", "en": "en"}) == "vi" else finding.needed_text_en


def reason(finding: Finding) -> str:
    return str(in_language(finding, "reason"))


def commune_table(standing: Standing, found: Judged) -> Table:
    """Every indicator of the set for one commune."""
    unit = standing.shown[0]
    result = found.results[unit.place_id]
    columns = finding_columns(Column("indicator", _("Indicator")))
    rows: list[Row] = []
    for finding in (*result.prerequisites.values(), *result.findings.values()):
        url = to_why(unit, standing.on, found.rules.id, finding.indicator)
        row = finding_cells(found, unit, finding)
        rows.append(row | cells(indicator=Cell(numbered(finding), url=url, order=order(finding))))
    title = in_language(found.rules.title)
    return Table("indicators", title, columns, rows, figures_source(found), illustrative=found.is_illustrative)


def order(finding: Finding) -> str:
    """4.2 before 4.10."""
    return ".".join(part.zfill(4) for part in finding.indicator.split("."))


def grouped(table: Table, criteria: Iterable[CriterionResult]) -> Iterator[tuple[CriterionResult, list[Row]]]:
    """The rows of a commune's table under their criteria."""
    rows = iter(table.rows[len(table.rows) - sum(len(one.findings) for one in criteria) :])
    for criterion in criteria:
        yield criterion, [next(rows) for _finding in criterion.findings]


def gap_table(
    standing: Standing, units: Iterable[PlaceVersion], level: str = "", tasks: GapTasks | None = None
) -> Table:
    """Every indicator that keeps a commune from its next title (or from the title of a level)."""
    units = list(units)
    columns = finding_columns(Column("indicator", _("Indicator")))
    if len(units) > 1:
        columns[:1] = [Column("place", _("Commune")), Column("title", _("Title sought")), *columns[:1]]
    columns += [tasks.column] if tasks else []
    rows: list[Row] = []
    sources: dict[str, Judged] = {}
    for unit in units:
        sought = level if level in standing.sets else standing.next_level(unit.place_id)
        if sought is None:
            continue
        found = sources.setdefault(sought, standing.judged(standing.sets[sought]))
        short = short_findings(found.results[unit.place_id])
        rows += [gap_row(standing, found, unit, finding) | task_cell(tasks, found, unit, finding) for finding in short]
    source = "; ".join(dict.fromkeys(figures_source(one) for one in sources.values()))
    marked = any(one.is_illustrative for one in sources.values())
    title = _("What is missing to the next title")
    return Table("gaps", title, columns, rows, source, illustrative=marked, wide_first=len(units) == 1)


def gap_row(standing: Standing, found: Judged, unit: PlaceVersion, finding: Finding) -> dict[str, Cell]:
    url = to_why(unit, standing.on, found.rules.id, finding.indicator)
    return finding_cells(found, unit, finding) | cells(
        place=Cell(unit.name, url=to_place(unit, standing.on, found.rules.level)),
        title=in_language(found.rules.title),
        indicator=Cell(numbered(finding), url=url, order=order(finding)),
    )


def task_cell(tasks: GapTasks | None, found: Judged, unit: PlaceVersion, finding: Finding) -> dict[str, Cell]:
    return {"task": tasks.cell(unit, found.rules.id, finding)} if tasks else {}


def indicator_table(standing: Standing, found: Judged, asked: Asked, tasks: GapTasks | None = None) -> Table:
    """One indicator in all communes of a place."""
    columns = finding_columns(Column("place", _("Commune"))) + ([tasks.column] if tasks else [])
    rows: list[Row] = []
    for unit in standing.shown:
        finding = found.results[unit.place_id].findings[asked.id]
        url = to_why(unit, standing.on, found.rules.id, asked.id)
        row = finding_cells(found, unit, finding) | task_cell(tasks, found, unit, finding)
        rows.append(row | cells(place=Cell(unit.name, url=url)))
    title = numbered(asked)
    return Table("communes", title, columns, rows, figures_source(found), illustrative=found.is_illustrative)


def indicator_bars(standing: Standing, found: Judged, asked: Asked, width: int, start: int) -> Bars | None:
    """None where the indicator is no number, or nobody has reported one."""
    findings = [(unit, found.results[unit.place_id].findings[asked.id]) for unit in standing.shown]
    if not any(isinstance(finding.figure, Decimal) for _unit, finding in findings):
        return None
    needed = {finding.needed for _unit, finding in findings if isinstance(finding.needed, Decimal)}
    rows = [measured(standing, found.rules, unit, finding) for unit, finding in findings]
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0)))
    one = needed.pop() if len(needed) == 1 else None
    text = needed_text(findings[0][1]) if one is not None else ""
    return bars(rows, width, start, one, text)


def measured(standing: Standing, rules: CriteriaSet, unit: PlaceVersion, finding: Finding) -> Measured:
    value = finding.figure if isinstance(finding.figure, Decimal) else None
    text = figure_text(value) if value is not None else _("no figure")
    return Measured(unit.name, to_why(unit, standing.on, rules.id, finding.indicator), value, text, finding.verdict)


def unit_name(asked: Asked) -> str:
    return unit_text(asked.unit)
