"""Tables of communes: criteria met, what is missing to the next title, and their places on the map."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openntm.criteria import CriteriaSet, CriterionResult
from openntm.office.tables import Cell, Column, Table, cells
from openntm.office.wording import TITLES, in_language, number_text
from openntm.places.models import Boundary, PlaceVersion
from openntm.places.queries import centres_of
from openntm.reports.links import to_place
from openntm.reports.maps import Drawing, Mark, real, schematic
from openntm.reports.standing import Judged, Standing

ORDER = {"not_met": 0, "unknown": 1, "met": 2, "not_applicable": 3}
STEPS = 5


def figures_source(found: Judged) -> str:
    """The sources of the figures that were judged, each named once."""
    views = (view for held in found.views.values() for view in held.values())
    titles = sorted({view.source_title for view in views})
    return "; ".join(titles[:3]) + ("…" if len(titles) > 3 else "") if titles else _("no figures yet")


def heat(standing: Standing, found: Judged) -> Table:
    """Communes × criteria; a cell leads to the criterion on the commune's page."""
    columns = [
        Column("place", _("Commune")),
        Column("met", _("Met"), "number"),
        *(Column(f"c{one.id}", f"{one.id}. {in_language(one.title)}", "verdict") for one in found.rules.criteria),
    ]
    rows = [row_of(standing, found, unit) for unit in standing.shown]
    title = _("Criteria met, commune by commune")
    return Table("criteria", title, columns, rows, figures_source(found), illustrative=found.is_illustrative)


def row_of(standing: Standing, found: Judged, unit: PlaceVersion) -> dict[str, Cell]:
    result = found.results[unit.place_id]
    row = cells(place=Cell(unit.name, url=to_place(unit, standing.on)))
    row["met"] = Cell(result.criteria_met, f"{result.criteria_met}/{result.criteria_total}")
    for one in result.criteria:
        url = "" if one.verdict in ("met", "not_applicable") else to_place(unit, standing.on, "", one.id)
        row[f"c{one.id}"] = Cell(one.verdict, because=one, url=url, order=ORDER[one.verdict])
    return row


@dataclass(frozen=True)
class Short:
    """What one commune still lacks to its next title."""

    unit: PlaceVersion
    rules: CriteriaSet
    missing: list[CriterionResult]
    reported: bool

    @property
    def indicators(self) -> int:
        return sum(one.indicators_total - one.indicators_met for one in self.missing)


def shorts(standing: Standing) -> list[Short]:
    """Nearest first; communes without any figure come last, for nothing is known of them."""
    found = []
    for unit in standing.shown:
        level = standing.next_level(unit.place_id)
        if level is None:
            continue
        judged = standing.judged(standing.sets[level])
        result = judged.results[unit.place_id]
        missing = [one for one in result.criteria if one.verdict in ("not_met", "unknown")]
        found.append(Short(unit, judged.rules, missing, judged.has_figures(unit.place_id)))
    return sorted(found, key=lambda one: (not one.reported, len(one.missing), one.indicators, one.unit.sort_key))


def nearest(standing: Standing, found: Iterable[Short]) -> Table:
    columns = [
        Column("place", _("Commune")),
        Column("title", _("Next title"), in_files=True),
        Column("missing", _("Criteria missing"), "number"),
        Column("criteria", _("Which")),
    ]
    rows = [
        cells(
            place=place_cell(standing, one),
            title=str(TITLES.get(one.rules.level, one.rules.level)),
            missing=len(one.missing),
            criteria=names_of(one),
        )
        for one in found
    ]
    judged = [
        standing.judged(rules) for rules in standing.sets.values() if rules.level in {r.rules.level for r in found}
    ]
    source = "; ".join(dict.fromkeys(figures_source(one) for one in judged))
    marked = any(one.is_illustrative for one in judged)
    return Table("nearest", _("Nearest to the next title"), columns, rows, source, illustrative=marked)


def place_cell(standing: Standing, one: Short) -> Cell:
    title = str(TITLES.get(one.rules.level, one.rules.level))
    url = to_place(one.unit, standing.on, one.rules.level)
    return Cell(one.unit.name, url=url, under=_("to %(title)s") % {"title": title})


def names_of(one: Short, shown: int = 3) -> str:
    if not one.reported:
        return _("no figures yet")
    names = [in_language(criterion.title) for criterion in one.missing]
    rest = len(names) - shown
    more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest} if rest > 0 else ""
    return "; ".join(names[:shown]) + (f"; {more}" if more else "")


def marks(standing: Standing, found: Judged, title: str) -> list[Mark]:
    """A mark a commune: its number is the criteria met, its rim says who holds the title."""
    made = []
    for unit in standing.units:
        result = found.results.get(unit.place_id)
        record = standing.titles.get(unit.place_id, {}).get(title)
        text, number, level = unit.full_name, "", "level-unknown"
        if result:
            known = found.has_figures(unit.place_id)
            text += f": {result.criteria_met}/{result.criteria_total}"
            number = number_text(result.criteria_met) if known else "?"
            level = f"level-{result.criteria_met * STEPS // (result.criteria_total or 1)}" if known else level
        if record and record.is_by_rule_alone:
            text += f"; {_('kept by rule, no confirming decision seen')}"
        if record and record.illustrative:
            text += f"; {_('illustrative title')}"
        mark = Mark(
            unit.place_id, unit.name, number, level, record is not None, to_place(unit, standing.on), 0, 0, text
        )
        made.append(mark)
    return made


def drawing(standing: Standing, found: Judged, title: str, width: int, height: int) -> Drawing:
    """Real where a boundary of every commune is loaded, else schematic."""
    made = marks(standing, found, title)
    shapes = boundaries(standing)
    if made and all(mark.place in shapes for mark in made):
        return real(made, shapes, width)
    return schematic(made, centres_of([unit.place_id for unit in standing.units]), width, height)


def boundaries(standing: Standing) -> dict[int, dict[str, object]]:
    ids = [unit.place_id for unit in standing.units]
    rows = Boundary.objects.filter(place__in=ids, valid_from__lte=standing.on).order_by("valid_from")
    return {row.place_id: row.geometry for row in rows}
