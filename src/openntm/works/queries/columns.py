"""The columns of the file of works: the same when it is taken away and when it is handed in."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from openntm.office.handed_in import FileColumn
from openntm.works.models import Money, Work
from openntm.works.queries.register import units_of
from openntm.works.shapes import text_of_shape

C, Source = FileColumn, Money.Source
OF_WORK = [
    C("place", _("Code of the commune"), is_needed=True),
    C("code", _("Number of the work")),
    C("name", _("Name of the work"), is_needed=True),
    C("kind", _("Kind"), is_needed=True),
    C("state", _("State")),
    C("hamlet_name", _("Hamlet")),
    C("purpose", _("Purpose")),
    C("owner", _("Work owner")),
    C("decision", _("Investment decision")),
    C("decided_on", _("Decided on")),
    C("quantity", _("Quantity")),
    C("unit", _("Unit of quantity")),
    C("budget", _("Budget (dong)")),
    C("planned_start", _("Planned start")),
    C("planned_end", _("Planned end")),
    C("started_on", _("Started on")),
    C("finished_on", _("Finished on")),
    C("is_community", _("Built with the community")),
    C("where", _("Position (latitude, longitude)")),
]
IN_KIND = (Source.PEOPLE_LABOUR, Source.PEOPLE_LAND, Source.PEOPLE_MATERIALS)
PARTS = [("planned", _("planned (dong)")), ("actual", _("actual (dong)"))]
KIND_PARTS = [
    ("planned_units", _("planned (units)")),
    ("actual_units", _("actual (units)")),
    ("unit", _("unit")),
    ("conversion", _("conversion")),
]


def parts_of(source: Money.Source) -> list[tuple[str, Any]]:
    return [*KIND_PARTS, *PARTS] if source in IN_KIND else PARTS


def money_field(source: Money.Source, part: str) -> str:
    return f"{source.value}:{part}"


OF_MONEY = [
    C(money_field(source, part), format_lazy("{}: {}", source.label, title))
    for source in Source
    for part, title in parts_of(source)
]
COLUMNS = [*OF_WORK, *OF_MONEY]


def work_lines(works: Iterable[Work], on: date) -> Iterator[list[Any]]:
    """`works` come with their money."""
    shown = list(works)
    units = units_of((one.place_id for one in shown), on)
    for one in shown:
        unit = units.get(one.place_id)
        special = {
            "place": unit.code if unit else "",
            "kind": one.get_kind_display(),
            "state": one.get_state_display(),
            "is_community": _t("yes") if one.is_community else _t("no"),
            "where": text_of_shape(one.shape, "; "),
        }
        held = {money_field(Source(row.source), part): getattr(row, part) for row in one.money.all() for part in FIELDS}
        values = [special.get(column.field, getattr(one, column.field, "")) for column in OF_WORK]
        yield ["" if value is None else value for value in [*values, *(held.get(c.field) for c in OF_MONEY)]]


FIELDS = [part for part, _title in (*PARTS, *KIND_PARTS)]
