"""Writes: a file of works; each row goes through the services of the register."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.office.handed_in import HandedRow
from openntm.office.handing_in import Cells, HandedIn, hand_in_rows, names_of
from openntm.office.models import Person
from openntm.works.access import works_visible_to
from openntm.works.models import Money, Work
from openntm.works.queries.columns import COLUMNS, FIELDS, money_field, parts_of
from openntm.works.services.parts import set_money
from openntm.works.services.refusals import StateByItsPage
from openntm.works.services.works import add_work, change_work
from openntm.works.shapes import shape_of_text

TEXTS = ("name", "code", "hamlet_name", "purpose", "owner", "decision", "unit")
DAYS = ("decided_on", "planned_start", "planned_end", "started_on", "finished_on")
KINDS = {value: names_of(label) for value, label in Work.Kind.choices}
STATES = {value: names_of(label) for value, label in Work.State.choices}
TRUTHS = {"1": names_of(_("yes")), "": ["", *names_of(_("no"))]}


def hand_in(*, by: Person, rows: Iterable[HandedRow], is_trial: bool) -> HandedIn:
    return hand_in_rows(rows, partial(write_row, by), COLUMNS, is_trial=is_trial)


def write_row(by: Person, cells: Cells) -> str:
    """A work is known by its number in the commune, else by its name."""
    place, given = cells.place(), of_work(cells)
    state = cells.word("state", STATES) if cells.values.get("state") else ""
    same = works_visible_to(by).filter(place=place)
    named = {"code": given["code"]} if given.get("code") else {"name": given["name"]}
    work = same.filter(**named).first()
    if work is None:
        work = add_work(by=by, place=place, state=state or Work.State.PLANNED, **given)
        hand_in_money(by, work, cells)
        return "added"
    if state and state != work.state:
        raise StateByItsPage
    new = {name: value for name, value in given.items() if getattr(work, name) != value}
    if new:
        change_work(by=by, pk=work.pk, **new)
    return "changed" if hand_in_money(by, work, cells) or new else "same"


def of_work(cells: Cells) -> dict[str, Any]:
    """What the columns of the file hold; one that is not in the file changes nothing."""
    held = cells.values
    given: dict[str, Any] = {"kind": cells.word("kind", KINDS), **cells.texts(*TEXTS)}
    given |= {name: cells.day(name) if held[name] else None for name in DAYS if name in held}
    if "quantity" in held:
        given["quantity"] = cells.number("quantity", 3)
    if "budget" in held:
        given["budget"] = whole(cells, "budget")
    if "is_community" in held:
        given["is_community"] = bool(cells.word("is_community", TRUTHS))
    if "where" in held:
        given["shape"] = shape_of_text(held["where"])
    return given


def whole(cells: Cells, field: str) -> int | None:
    found = cells.number(field)
    if found is not None and found < 0:
        raise cells.wrong(field)
    return None if found is None else int(found)


def hand_in_money(by: Person, work: Work, cells: Cells) -> bool:
    """Whether any source was new or different."""
    held, has_changed = {one.source: one for one in work.money.all()}, False
    for source in Money.Source:
        given: dict[str, Any] = {}
        for part, _title in parts_of(source):
            field = money_field(source, part)
            if field not in cells.values:
                continue
            if part in ("unit", "conversion"):
                given[part] = cells.values[field]
            else:
                given[part] = cells.number(field, 2) if part.endswith("units") else whole(cells, field)
        known = held.get(source)
        before = {name: getattr(known, name) if known else None for name in FIELDS}
        new = any((before[name] or None) != (value or None) for name, value in given.items())
        if new:
            set_money(by=by, work=work.pk, source=source, **given)
            has_changed = True
    return has_changed
