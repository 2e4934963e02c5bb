"""How titles and figures went over the years."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import TITLES
from openntm.recognition.models import TitleRecord
from openntm.recognition.queries.counts import communes
from openntm.reports.charts import line
from openntm.reports.series import Chart, programme_charts, programme_table
from openntm.reports.standing import Standing
from openntm.reports.views.page import page, placed

YEARS = 8
SHOWN = ("ntm", "advanced", "model")


@placed
def trends(request: HttpRequest, standing: Standing) -> HttpResponse:
    table = titles_table(standing)
    charts = [*title_charts(table), *programme_charts(standing)]
    return page(
        request, standing, "reports/trends.html", {"charts": charts, "withheld": 0}, [table, programme_table(standing)]
    )


def year_ends(standing: Standing) -> list[date]:
    """The ends of the years up to the day, and the day itself."""
    ends = [date(year, 12, 31) for year in range(standing.on.year - YEARS, standing.on.year)]
    return [*ends, standing.on]


def titles_table(standing: Standing) -> Table:
    """Holders counted from title records, each day among the communes that stood on it: merged ones counted then."""
    place = standing.version.place
    stood = {on: {unit.place_id for unit in communes(place, on)} for on in year_ends(standing)}
    everyone = set().union(*stood.values())
    records = list(TitleRecord.objects.filter(place__in=everyone, title__in=SHOWN, holder=""))
    columns = [Column("day", _("Day"), "day")]
    columns += [Column(title, str(TITLES[title]), "number", _("communes")) for title in SHOWN]
    columns.append(Column("of", _("All communes"), "number", _("communes")))
    rows: list[Row] = [
        cells(day=on, of=len(units), **{title: count(records, units, title, on) for title in SHOWN})
        for on, units in stood.items()
    ]
    return Table("titles", _("Communes by title"), columns, rows, _("title records of the system"))


def count(records: list[TitleRecord], units: set[int], title: str, on: date) -> Cell:
    """The holders of a day; those that a merge carried over by rule are said beneath."""
    held = {one.place_id: one for one in records if one.title == title and one.is_held_on(on) and one.place_id in units}
    by_rule = sum(one.is_by_rule_alone for one in held.values())
    under = _("%(count)s kept by rule, no confirming decision seen") % {"count": by_rule} if by_rule else ""
    return Cell(len(held), under=under)


def title_charts(table: Table) -> list[Chart]:
    found = []
    for title in SHOWN:
        values = [(row["day"].value, Decimal(row[title].value)) for row in table.rows]
        if any(value for _on, value in values):
            name = _("%(title)s, by title records") % {"title": TITLES[title]}
            drawn = line(name, _("communes"), values)
            found.append(Chart(drawn, table.source, False))
    return found
