"""One indicator in all communes, and the explanation of one verdict."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openntm.assessment.models import Figure, Layer
from openntm.assessment.values import value_of
from openntm.assessment.views.common import set_named
from openntm.criteria import CriteriaSet, Finding
from openntm.criteria.types import Asked, SourceRead
from openntm.office.access import files_visible_to, today
from openntm.office.roles import Action
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import LAYERS, figure_text, in_language
from openntm.places.models import PlaceVersion
from openntm.reports.gap_tasks import gap_tasks
from openntm.reports.indicators import by_parts, indicator_bars, indicator_table
from openntm.reports.standing import Standing
from openntm.reports.views.page import page, placed


def rules_and_asked(set_id: str, indicator: str) -> tuple[CriteriaSet, Asked]:
    rules = set_named(set_id)
    if indicator not in rules.by_id or ":" in indicator:
        raise Http404
    return rules, rules.by_id[indicator]


@placed
def indicator(request: HttpRequest, standing: Standing, set_id: str, indicator: str) -> HttpResponse:
    rules, asked = rules_and_asked(set_id, indicator)
    if asked in rules.prerequisites or not standing.units:
        raise Http404
    if standing.is_closed:
        return page(request, standing, "reports/closed.html", {"rules": rules, "asked": asked})
    found = standing.judged(rules)
    findings = [found.results[unit.place_id].findings[asked.id] for unit in standing.shown]
    counts = {
        key: sum(one.verdict == key for one in findings) for key in ("met", "not_met", "unknown", "not_applicable")
    }
    criterion = next(one for one in rules.criteria if one.id == getattr(asked, "criterion", ""))
    context: dict[str, Any] = {"rules": rules, "asked": asked, "criterion": criterion, "counts": counts}
    context |= {"row": findings[0].row, "finding": findings[0], "of": len(findings)}
    context["siblings"] = rules.indicators_of[criterion.id]
    wide, narrow = (indicator_bars(standing, found, asked, *size) for size in ((1100, 150), (330, 104)))
    context["charts"] = {"wide": wide, "narrow": narrow}
    table = indicator_table(standing, found, asked, gap_tasks(request, standing))
    return page(request, standing, "reports/indicator.html", context, [table])


@placed
def why(request: HttpRequest, standing: Standing, set_id: str, indicator: str) -> HttpResponse:
    rules, asked = rules_and_asked(set_id, indicator)
    if not standing.is_commune:
        raise Http404
    if standing.is_closed:
        return page(request, standing, "reports/closed.html", {"rules": rules, "asked": asked})
    unit = standing.version
    found = standing.judged(rules)
    result = found.results[unit.place_id]
    finding = result.findings.get(asked.id) or result.prerequisites[asked.id]
    entries = entries_of(unit, rules, asked, standing)
    context: dict[str, Any] = {"rules": rules, "asked": asked, "finding": finding, "parts": parts_of(finding)}
    context |= {
        "act": act_of(rules, finding),
        "pages_read": pages_read(rules, finding),
        "view": found.view(unit.place_id, asked.id),
        "entries": entries,
    }
    context["evidence"] = {file.pk for one in entries if one.current for file in one.evidence.all()}
    context["files"] = files_visible_to(request.user, today(), Action.READ_FIGURES).filter(pk__in=context["evidence"])
    context["layers"] = layers_of(entries, asked)
    context["is_indicator"] = asked.id in result.findings
    if context["is_indicator"] and (tasks := gap_tasks(request, standing)):
        context["task"] = tasks.cell(unit, rules.id, finding)
    return page(request, standing, "reports/why.html", context, [history(entries, asked)])


def act_of(rules: CriteriaSet, finding: Finding) -> Any:
    return rules.acts.get(finding.row.act_key) if finding.row else None


def pages_read(rules: CriteriaSet, finding: Finding) -> list[SourceRead]:
    """The pages on which the row of law was seen: seldom the act itself, so that the reader can judge."""
    keys = finding.row.read if finding.row else ()
    return [rules.sources[key] for key in keys if key in rules.sources]


def parts_of(finding: Finding, depth: int = 0) -> list[tuple[int, Finding, str]]:
    """The parts and their parts, with what was reported of each."""
    found: list[tuple[int, Finding, str]] = []
    for part in finding.parts:
        text = figure_text(part.figure, part.unit) if part.figure is not None else by_parts(part)
        found += [(depth, part, text), *parts_of(part, depth + 1)]
    return found


def entries_of(unit: PlaceVersion, rules: CriteriaSet, asked: Asked, standing: Standing) -> list[Figure]:
    """Everything ever entered for the indicator and its parts up to the day, corrected entries too."""
    name = f"{rules.id}/{asked.id}"
    rows = standing.sight.figures().filter(place=unit.place_id, day__lte=standing.on)
    rows = rows.filter(measure=name) | rows.filter(measure__startswith=f"{name}:")
    return list(rows.select_related("source").prefetch_related("evidence").order_by("-day", "-entered_at", "-id"))


def layers_of(entries: list[Figure], asked: Asked) -> list[tuple[str, Figure | None, str]]:
    """The layers of the latest day side by side, the indicator itself only."""
    own = [one for one in entries if one.current and ":" not in one.measure and one.value]
    latest = max((one.day for one in own), default=None)
    found = []
    for layer in (Layer.SELF, Layer.CHECKED, Layer.APPRAISED, Layer.PUBLISHED):
        held = next((one for one in own if one.day == latest and one.layer == layer), None)
        text = figure_text(value_of(held.value), asked.unit) if held else "–"
        if held or layer != Layer.PUBLISHED:
            found.append((str(LAYERS[layer]), held, text))
    return found


def history(entries: list[Figure], asked: Asked) -> Table:
    columns = [
        Column("day", _("Day of the figure"), "day"),
        Column("part", _("Part")),
        Column("value", _("Figure"), "number"),
        Column("layer", _("Layer")),
        Column("source", _("Source")),
        Column("entered", _("Entered on"), "day"),
        Column("state", _("State")),
    ]
    rows = [entry_row(one, asked) for one in entries]
    marked = any(one.illustrative for one in entries)
    title = _("Every entry of this figure")
    return Table("history", title, columns, rows, _("records of the system"), illustrative=marked)


def entry_row(one: Figure, asked: Asked) -> Row:
    value = value_of(one.value) if one.value else None
    text = figure_text(value, one.unit or asked.unit) if one.value else _("withdrawn")
    part = one.measure.rpartition("/")[2].partition(":")[2]
    named = next((in_language(item.title) for item in asked.parts if item.id == part), part)
    return cells(
        day=one.day,
        part=named or "–",
        value=Cell(value, text, illustrative=one.illustrative),
        layer=str(LAYERS.get(one.layer, one.layer)),
        source=one.source.title,
        entered=one.entered_at.date(),
        state=_("counts") if one.current else _("corrected later"),
    )
