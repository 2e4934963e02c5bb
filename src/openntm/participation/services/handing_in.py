"""Writes: a file of contributions; every row goes through the service, all of them or none."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.office.handed_in import HandedRow
from openntm.office.handing_in import Cells, HandedIn, NotInRegister, hand_in_rows, names_of
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.participation.access.contributions import contributions_visible_to
from openntm.participation.models import Contribution, Giver, Thing
from openntm.participation.queries.columns import COLUMNS
from openntm.participation.services.contributions import record_contribution
from openntm.places.models import Place
from openntm.places.vietnamese import fold
from openntm.works.access import works_visible_to
from openntm.works.models import Work

YES, NO = {"yes", "co", "x", "1"}, {"", "no", "khong", "0"}
SAME = (
    *("hamlet", "work", "purpose", "giver_kind", "giver_name", "thing", "material", "unit", "quantity"),
    *("promised_on", "received_on", "note"),
)


class StandsAlready(Refused):
    sentence = _(
        "This contribution stands in the register as number %(number)s; if it is another one, say so in its note."
    )


class NotByFile(Refused):
    sentence = _("Number %(number)s stands in the register with other values; correct it on its page, with the reason.")


def hand_in_contributions(*, by: Person, rows: Iterable[HandedRow], is_trial: bool) -> HandedIn:
    """A row with a number must say what the register says; one without is a new contribution."""
    return hand_in_rows(rows, partial(hand_in_row, by), COLUMNS, is_trial=is_trial)


def hand_in_row(by: Person, cells: Cells) -> str:
    place, given = cells.place(), given_in(by, cells)
    visible = contributions_visible_to(by).filter(place=place)
    if number := whole(cells, "number"):
        known = visible.filter(number=number).first()
        if known is None:
            raise cells.wrong("number", NotInRegister)
        if any(getattr(known, name) != given[name] for name in (*SAME, "phone", "may_be_named")):
            raise NotByFile(number=number)
        return "same"
    twin = visible.exclude(state=Contribution.State.VOID).filter(**{name: given[name] for name in SAME}).first()
    if twin:
        raise StandsAlready(number=twin.number)
    record_contribution(by=by, place=place, **given)
    return "added"


def given_in(by: Person, cells: Cells) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(("hamlet", "phone", "purpose", "material", "unit", "note"), "")
    given |= cells.texts("hamlet", "giver_name", "phone", "purpose", "material", "unit", "note")
    given |= {"giver_kind": cells.word("giver_kind", words(Giver.choices))}
    given |= {"thing": cells.word("thing", words(Thing.choices)), "quantity": cells.number("quantity", 3)}
    given |= {"may_be_named": is_yes(cells), "work": work_in(by, cells.place(), cells)}
    return given | {name: day_in(cells, name) for name in ("consented_on", "promised_on", "received_on")}


def words(choices: Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    return {value: names_of(label) for value, label in choices}


def is_yes(cells: Cells) -> bool:
    said = fold(cells.values.get("may_be_named", ""))
    if said not in YES | NO:
        raise cells.wrong("may_be_named")
    return said in YES


def day_in(cells: Cells, name: str) -> date | None:
    return cells.day(name) if cells.values.get(name) else None


def whole(cells: Cells, name: str) -> int | None:
    text = cells.values.get(name, "")
    if text and not text.isdecimal():
        raise cells.wrong(name)
    return int(text) if text else None


def work_in(by: Person, place: Place, cells: Cells) -> Work | None:
    named = cells.values.get("work", "")
    if not named:
        return None
    here = works_visible_to(by).filter(place=place)
    found = here.filter(code=named).first() or here.filter(name=named).first()
    if found is None:
        raise cells.wrong("work", NotInRegister)
    return found
