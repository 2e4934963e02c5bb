"""The columns of the register of contributions: the same when it is taken away and when it is handed in."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as said

from openntm.office.handed_in import FileColumn
from openntm.participation.models import Contribution
from openntm.produce.queries.naming import units_of

C = FileColumn
COLUMNS = [
    C("number", _("Number in the register")),
    C("place", _("Code of the commune"), is_needed=True),
    C("hamlet", _("Hamlet")),
    C("giver_kind", _("Who gives"), is_needed=True),
    C("giver_name", _("Name of the giver"), is_needed=True, is_personal=True),
    C("phone", _("Telephone"), is_personal=True),
    C("may_be_named", _("May be named")),
    C("consented_on", _("Day of the consent")),
    C("work", _("Work (number or name)")),
    C("purpose", _("Purpose")),
    C("thing", _("What is given"), is_needed=True),
    C("material", _("Material")),
    C("unit", _("Unit of the material")),
    C("quantity", said("contribution", "Quantity"), is_needed=True),
    C("promised_on", _("Promised on")),
    C("received_on", _("Received on")),
    C("note", _("Note")),
    C("state", _("State")),
]
FIELDS = [column.field for column in COLUMNS]


def lines(rows: Iterable[Contribution], on: date) -> Iterator[list[Any]]:
    """`rows` come with their work."""
    shown = list(rows)
    units = units_of((one.place_id for one in shown), on)
    for one in shown:
        special = {
            "place": units[one.place_id].code if one.place_id in units else "",
            "giver_kind": one.get_giver_kind_display(),
            "thing": one.get_thing_display(),
            "state": one.get_state_display(),
            "may_be_named": now("yes") if one.may_be_named else now("no"),
            "work": one.work.code or one.work.name if one.work else "",
        }
        values = (special.get(field, getattr(one, field, "")) for field in FIELDS)
        yield ["" if value is None else value for value in values]
