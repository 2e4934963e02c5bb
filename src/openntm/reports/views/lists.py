"""The long lists: what is missing, who waits for whom, which sources disagree, which thresholds are unverified."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openntm.assessment.queries import conflicts
from openntm.assessment.queries.completeness import Progress, progress
from openntm.office.access import requires
from openntm.office.roles import Action
from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.reports.communes import figures_source
from openntm.reports.conflicting import conflict_table
from openntm.reports.gap_tasks import gap_tasks
from openntm.reports.indicators import gap_table
from openntm.reports.law import unverified_table
from openntm.reports.links import to_place
from openntm.reports.standing import LADDER, Judged, Standing
from openntm.reports.views.page import page, placed


@placed
def gaps(request: HttpRequest, standing: Standing) -> HttpResponse:
    level = request.GET.get("level", "")
    table = gap_table(standing, standing.shown, level, gap_tasks(request, standing))
    levels = [(one, standing.sets[one].title) for one in LADDER if one in standing.sets]
    context = {"levels": levels, "level": level, "communes": len({row["place"].value for row in table.rows})}
    return page(request, standing, "reports/gaps.html", context, [table])


@placed
def conflicts_page(request: HttpRequest, standing: Standing) -> HttpResponse:
    found = conflicts(
        [standing.version.place_id, *(unit.place_id for unit in standing.units)],
        standing.on,
        among=standing.sight.figures(),
    )
    context = {"open": sum(one.decided is None for one in found), "conflicts": found}
    return page(request, standing, "reports/conflicts.html", context, [conflict_table(standing, found)])


@placed
def unverified(request: HttpRequest, standing: Standing) -> HttpResponse:
    table = unverified_table(standing)
    return page(
        request, standing, "reports/unverified.html", {"sets": list(standing.sets.values()), "withheld": 0}, [table]
    )


@requires(Action.READ_FIGURES)
@placed
def completeness_page(request: HttpRequest, standing: Standing) -> HttpResponse:
    if standing.first_set is None:
        return page(request, standing, "reports/completeness.html", {})
    found = standing.judged(standing.first_set)
    each = {pk: progress(pk, found.rules, found.views[pk], found.results[pk]) for pk in found.results}
    asked, reported = sum(one.asked for one in each.values()), sum(one.reported for one in each.values())
    context = {"rules": found.rules, "asked": asked, "reported": reported, "complete": count_complete(each)}
    return page(request, standing, "reports/completeness.html", context, [progress_table(standing, found, each)])


def count_complete(each: dict[int, Progress]) -> int:
    return sum(one.is_complete for one in each.values())


TURNS = ("missing", "unchecked", "unappraised", "no_threshold", "disputed")


def progress_table(standing: Standing, found: Judged, each: dict[int, Progress]) -> Table:
    """One row a commune, one column for each office whose turn it is."""
    columns = [
        Column("place", _("Commune")),
        Column("reported", _("Reported"), "number"),
        Column("missing", _("Commune has to enter"), "number"),
        Column("unchecked", _("Office has to check"), "number"),
        Column("unappraised", _("Appraiser has to judge"), "number"),
        Column("no_threshold", _("Province has to set a threshold"), "number"),
        Column("disputed", _("Sources disagree"), "number"),
        Column("first", _("First that are missing")),
    ]
    rows: list[Row] = []
    for unit in standing.shown:
        one = each[unit.place_id]
        turns = {name: len(getattr(one, name)) for name in TURNS}
        reported = Cell(one.reported, f"{one.reported}/{one.asked}")
        first = ", ".join(one.missing[:6]) + ("…" if len(one.missing) > 6 else "")
        place = Cell(unit.name, url=to_place(unit, standing.on))
        rows.append(cells(place=place, reported=reported, first=first, **turns))
    total = {name: sum(len(getattr(one, name)) for one in each.values()) for name in TURNS}
    sums = cells(place=_("Together"), reported=sum(one.reported for one in each.values()), first="", **total)
    title, source = _("Who is waiting for whom"), figures_source(found)
    return Table("completeness", title, columns, rows, source, illustrative=found.is_illustrative, total=sums)
