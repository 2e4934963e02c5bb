"""Published or entered values that contradict each other, side by side."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from openntm.assessment.measures import MEASURES, split_measure
from openntm.assessment.queries import Conflict
from openntm.criteria import load_set
from openntm.office.tables import Cell, Column, Table, cells
from openntm.office.wording import figure_text, in_language
from openntm.places.models import PlaceVersion
from openntm.places.queries import versions_of
from openntm.reports.links import to_place, to_why
from openntm.reports.standing import Standing


def measure_name(measure: str) -> str:
    """An indicator by its number and title, a programme measure by its name."""
    set_id, figure_id = split_measure(measure)
    if not set_id:
        known = MEASURES.get(measure)
        return in_language(known) if known else measure
    asked = load_set(set_id).by_id.get(figure_id) or load_set(set_id).by_id.get(figure_id.rpartition(":")[0])
    return f"{figure_id.replace(':', ' ')}. {in_language(asked.title)}" if asked else figure_id


def conflict_table(standing: Standing, found: Sequence[Conflict]) -> Table:
    names = versions_of({one.place_id for one in found}, standing.on) if found else {}
    names.setdefault(standing.version.place_id, standing.version)
    columns = [
        Column("measure", _("What")),
        Column("place", _("Place")),
        Column("day", _("Day"), "day"),
        Column("values", _("Values and their sources")),
        Column("decided", _("Decided")),
    ]
    rows = [conflict_row(one, names, standing) for one in found]
    marked = any(view.illustrative for one in found for view in one.values)
    return Table("conflicts", _("Sources that disagree"), columns, rows, _("the sources named"), illustrative=marked)


def conflict_row(one: Conflict, names: Mapping[int, PlaceVersion], standing: Standing) -> dict[str, Cell]:
    version = names.get(one.place_id)
    said = "; ".join(f"{figure_text(view.value, view.unit)} ({view.source_title})" for view in one.values)
    choice = figure_text(one.decided.value, one.decided.unit) if one.decided else _("not yet")
    reason = f": {one.decision.reason}" if one.decision else ""
    set_id, figure_id = split_measure(one.measure)
    url = to_why(version, standing.on, set_id, figure_id.partition(":")[0]) if set_id and version else ""
    return cells(
        measure=Cell(measure_name(one.measure), url=url),
        place=Cell(version.full_name if version else "", url=to_place(version, standing.on) if version else ""),
        day=one.day,
        values=said,
        decided=choice + reason,
    )
