"""Which steps lead on from a state on a day, what stands against each, and by when it is due."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from openntm.recognition.procedure.facts import Facts
from openntm.recognition.procedure.guards import Refusal, refused
from openntm.recognition.procedure.schema import RETURNED, Deadline, Guard, Procedure, Transition

Later = Callable[[date, int, str], date]  # day, how many, "days" or "working_days" → the last day


class Checked(NamedTuple):
    """One line of the checklist before a step."""

    guard: Guard
    refusals: list[Refusal]

    @property
    def holds(self) -> bool:
        return not self.refusals


def open_transitions(procedure: Procedure, state: str, on: date, back_to: str = "") -> list[Transition]:
    """Those of the data alone; a returned dossier is taken up again only at the step to which it was returned."""
    standing = [one for one in procedure.every if one.stands_on(on) and procedure.actors[one.actor].stands_on(on)]
    found = [one for one in standing if state in one.origins]
    return [one for one in found if state != RETURNED or one.back_to in ("", back_to)]


def leads_on(procedure: Procedure, transition: Transition, state: str) -> bool:
    """Whether the step goes forward on the path: neither back, nor out of it."""
    ahead = transition.to != RETURNED and procedure.order(transition.to) > procedure.order(state)
    return (ahead and not transition.needs_reason) or (state == RETURNED and bool(transition.back_to))


def checked(procedure: Procedure, transition: Transition, facts: Facts) -> list[Checked]:
    """Every guard of the step that holds on the day, fulfilled or not."""
    guards = [guard for guard in transition.guards if guard.stands_on(facts.day)]
    return [Checked(guard, refused(procedure, transition, guard, facts)) for guard in guards]


def refusals(procedure: Procedure, transition: Transition, facts: Facts) -> list[Refusal]:
    return [refusal for line in checked(procedure, transition, facts) for refusal in line.refusals]


def deadline(procedure: Procedure, state: str, on: date) -> Deadline | None:
    """Of the first step that leads on from the state."""
    steps = [one for one in open_transitions(procedure, state, on) if leads_on(procedure, one, state)]
    return next((one.deadline for one in steps if one.deadline), None)


def due_day(procedure: Procedure, state: str, entered: Mapping[str, date], later: Later) -> date | None:
    """By when a dossier must leave the state; `entered` is when it last came into each one."""
    limit = deadline(procedure, state, entered[state])
    if limit is None:
        return None
    start = entered.get(limit.since or state, entered[state])
    return later(start, int(limit.value), limit.unit)
