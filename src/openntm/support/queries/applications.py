"""Reads: applications as lists and pages show them, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from openntm.office.access import reach, today
from openntm.office.access.cover import covered
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place, PlaceVersion
from openntm.steering.models import Registration
from openntm.support.access import may_take
from openntm.support.conflicts import hamlet_key
from openntm.support.cycle import Transition, steps_from
from openntm.support.models import BY_TITLE, Application, Call, State
from openntm.support.queries.schemes import names_on

ENDED = (State.REFUSED, State.WITHDRAWN, State.CANCELLED, State.AUDITED)


@dataclass(frozen=True)
class Row:
    """An application with what its unit is called; `is_mine` if a step of it falls to the reader."""

    application: Application
    unit: PlaceVersion | None
    is_mine: bool

    @property
    def name(self) -> str:
        """Who asks."""
        place = self.unit.full_name if self.unit else ""
        return self.application.applicant or place

    @property
    def amount(self) -> int | None:
        """Granted, else proposed, else asked for."""
        one = self.application
        grant = getattr(one, "grant", None)
        return grant.amount if grant else one.appraised if one.appraised is not None else one.asked


def applications_here(among: QuerySet[Application], unit: Place) -> QuerySet[Application]:
    """Those of the unit and what is under it, and those for schemes that it pays."""
    reach = covered([unit], today())
    found = among.filter(Q(place__in=reach) | Q(call__scheme__place__in=reach))
    return found.select_related("call__scheme__place", "call__terms", "place", "producer", "registration", "grant")


def rows_of(applications: Iterable[Application], person: Person, on: date) -> list[Row]:
    found = list(applications)
    names = names_on({one.place_id for one in found}, on)
    reach = reach_of(person)
    return [Row(one, names.get(one.place_id), is_mine(one, reach)) for one in found]


def reach_of(person: Person) -> dict[Action, frozenset[int]]:
    """Where the person may do which step of support, asked once for a whole list."""
    acts = {step.action for state in State for step in steps_from(state).values()}
    return {act: reach(person, today(), act) for act in acts}


def is_mine(one: Application, reach: dict[Action, frozenset[int]]) -> bool:
    """Whether a step that leads on, and no way out, falls to the person."""
    steps = [step for step in steps_from(one.state).values() if not step.reason]
    where = {"applicant": one.place_id, "payer": one.call.scheme.place_id}
    return any(where[step.at] in reach[step.action] for step in steps)


def steps_for(person: Person, application: Application) -> list[tuple[str, Transition]]:
    """The steps that the person may take now; lists are approved on a page of their own."""
    found = steps_from(application.state)
    return [(key, step) for key, step in found.items() if not step.by_list and may_take(person, application, step)]


def registrations_for(call: Call, on: date) -> QuerySet[Registration]:
    """Those that the call supports: of its year, for the titles that its terms name."""
    if call.scheme.kind not in BY_TITLE:
        return Registration.objects.none()
    conditions = call.terms.eligibility
    titles = [one for clause in conditions if clause["kind"] == "registered_title" for one in clause["titles"]]
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
    return Registration.objects.filter(standing, title__in=titles, year=call.year)


def waiting_registrations(call: Call, unit: Place, on: date) -> list[tuple[Registration, Any]]:
    """Who is registered for the year of the call and has no application in it, with the name of the unit."""
    reach = covered([unit], today()) & covered([call.scheme.place], today())
    found = registrations_for(call, on).filter(place__in=reach)
    asked = call.applications.exclude(state__in=(State.REFUSED, State.WITHDRAWN))
    known = {(one.place_id, hamlet_key(one.hamlet)) for one in asked}
    rows = [one for one in found.select_related("place") if (one.place_id, hamlet_key(one.holder)) not in known]
    names = names_on({one.place_id for one in rows}, on)
    return [(one, names.get(one.place_id)) for one in rows]
