"""Reads: the dossiers of a place as they stood on a day: where, since when, due when, and whose turn it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from openntm.office.access.cover import covered
from openntm.places.models import PlaceVersion
from openntm.places.queries import versions_of
from openntm.places.queries.units import nearest_version
from openntm.places.vietnamese import fold, sort_key
from openntm.recognition.models import Dossier, DossierStep
from openntm.recognition.procedure.loader import load_procedure, procedure_ids
from openntm.recognition.procedure.schema import RETURNED, State
from openntm.recognition.procedure.words import Named, Words

SORTS = ("due", "name", "since", "state")
DONE = "done"


@dataclass(frozen=True)
class Row:
    """A dossier as it stood; `holder` is whose turn it was, `late` by how many days it was overdue."""

    dossier: Dossier
    unit: PlaceVersion
    state: State
    state_id: str
    since: date
    due: date | None
    holder: Named | None
    late: int

    @property
    def name(self) -> str:
        return f"{self.unit.full_name}, {self.dossier.holder}" if self.dossier.holder else self.unit.full_name


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; everything empty is everything."""

    q: str = ""
    state: str = ""
    title: str = ""
    year: str = ""
    turn: str = ""  # a tier, or `done`
    due: str = ""  # late, or soon
    sort: str = "due"


def dossiers_on(among: QuerySet[Dossier], unit: PlaceVersion, on: date, wanted: Wanted) -> list[Row]:
    """Sorted; the places are the unit, what is under it, and what merged into those."""
    found = stood(among.filter(place__in=covered([unit.place], on)), on)
    found = found.filter(title=wanted.title) if wanted.title else found
    found = found.filter(year=wanted.year) if wanted.year.isdecimal() else found
    found = found.filter(state_on=wanted.state) if wanted.state else found
    found = found.filter(turns(wanted.turn)) if wanted.turn else found
    rows = list(rows_of(found, on))
    rows = [row for row in rows if fold(wanted.q) in fold(row.name)] if wanted.q else rows
    rows = [row for row in rows if row.late > 0] if wanted.due == "late" else rows
    rows = [row for row in rows if row.due and row.late <= 0] if wanted.due == "running" else rows
    return sorted(rows, key=lambda row: order(row, wanted.sort))


def stood(among: QuerySet[Dossier], on: date) -> QuerySet[Any]:
    """With where each one stood on the day: `state_on`, `since_on`, `due_on`."""
    steps = DossierStep.objects.filter(dossier=OuterRef("pk"))
    last = steps.filter(day__lte=on).order_by("-number")
    later = steps.filter(day__gt=on).order_by("number")
    return among.filter(opened_on__lte=on).annotate(
        state_on=Subquery(last.values("to_state")[:1]),
        since_on=Subquery(last.values("day")[:1]),
        due_on=Case(
            When(Exists(later), then=Subquery(later.values("due")[:1])),
            default=F("due"),
            output_field=DateField(),
        ),
    )


def turns(turn: str) -> Q:
    """The states, procedure by procedure, in which it is the turn of the tier, or nobody's any more."""
    found = Q(pk__in=[])
    for law in map(load_procedure, procedure_ids()):
        for name, state in law.states.items():
            tier = law.actors[state.held_by].tier if state.held_by else ("" if name == RETURNED else DONE)
            if tier == turn or (name == RETURNED and turn == "commune"):
                found |= Q(procedure=law.procedure, state_on=name)
    return found


def rows_of(found: QuerySet[Any], on: date) -> Iterable[Row]:
    dossiers = list(found.select_related("place", "assessment"))
    units = versions_of({one.place_id for one in dossiers}, on)
    for dossier in dossiers:
        law = load_procedure(dossier.procedure)
        state_id = dossier.state_on
        state, due = law.states[state_id], dossier.due_on
        held_by = law.states[law.first_state].held_by if state_id == RETURNED else state.held_by
        actor = law.actors[held_by] if held_by else None
        yield Row(
            dossier=dossier,
            unit=units.get(dossier.place_id) or nearest_version(dossier.place, on),
            state=state,
            state_id=state_id,
            since=dossier.since_on,
            due=due,
            holder=actor.named(on) if actor else None,
            late=(on - due).days if due else 0,
        )


def order(row: Row, sort: str) -> tuple[object, ...]:
    name = sort_key(row.name)
    if sort == "name":
        return (name, row.dossier.pk)
    if sort == "since":
        return (-row.since.toordinal(), name)
    if sort == "state":
        law = load_procedure(row.dossier.procedure)
        return (law.order(row.state_id), name)
    return (row.due is None, row.due or row.since, name)


def states_known() -> Mapping[str, Words]:
    """Every state of every procedure, in the order of the first that has it."""
    laws = map(load_procedure, procedure_ids())
    found: dict[str, Words] = {}
    for law in laws:
        for name, state in law.states.items():
            found.setdefault(name, state)
    return found
