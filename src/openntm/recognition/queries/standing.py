"""Reads: one dossier as its page shows it: the path, the history, what may be done next and what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openntm.office.models import Person
from openntm.recognition.access.dossiers import acting_posts
from openntm.recognition.models import Dossier, DossierStep
from openntm.recognition.procedure.engine import Checked, checked, leads_on, open_transitions
from openntm.recognition.procedure.facts import Facts
from openntm.recognition.procedure.loader import load_procedure
from openntm.recognition.procedure.schema import RETURNED, Procedure, Return, State, Transition
from openntm.recognition.procedure.words import Named, Words
from openntm.recognition.queries.path import OPEN, returned_to

PAST, NOW, AHEAD = "past", "now", "ahead"
OPENED = Words(vi="Mở hồ sơ", en="Dossier opened")
MOST = 30


@dataclass(frozen=True)
class Stop:
    """One state of the path: reached on a day by somebody, the present one, or still ahead."""

    state: State
    when: str
    step: DossierStep | None = None
    actor: Named | None = None
    due: date | None = None


@dataclass(frozen=True)
class Next:
    """A step that is open: by whom, whether the reader is one of them, and its checklist."""

    transition: Transition
    actor: Named
    is_mine: bool
    lines: list[Checked]

    @property
    def open_lines(self) -> int:
        return sum(not line.holds for line in self.lines)


@dataclass(frozen=True)
class GiveBack:
    """A return that is open, with the states to which it may go."""

    rule: Return
    actor: Named
    is_mine: bool
    targets: list[tuple[str, State]]


@dataclass(frozen=True)
class Told:
    """One line of the history."""

    step: DossierStep
    said: Words
    actor: Named
    state: State
    back_to: State | None


def path_of(dossier: Dossier, on: date) -> list[Stop]:
    """What was reached and still counts, where it stands, and the way ahead by the rules of the day."""
    law = load_procedure(dossier.procedure)
    here = returned_to(dossier) or dossier.state
    last = {step.to_state: step for step in dossier.steps.select_related("by", "on_behalf_of").order_by("number")}
    past = [name for name in law.states if name in last and name not in (RETURNED, here)]
    past = [name for name in past if law.order(name) < law.order(here)]
    stops = [
        Stop(law.states[name], PAST, last[name], law.actors[last[name].actor].named(last[name].day)) for name in past
    ]
    stops.append(
        Stop(law.states[dossier.state], NOW, last.get(dossier.state), holder_of(law, dossier.state, on), dossier.due)
    )
    return stops + [Stop(law.states[name], AHEAD, actor=holder) for name, holder in ahead(law, here, on)]


def ahead(law: Procedure, state: str, on: date) -> Iterator[tuple[str, Named]]:
    """Each state to come, with who leads there."""
    for _ in range(MOST):
        step = next((one for one in open_transitions(law, state, on) if leads_on(law, one, state)), None)
        if step is None:
            return
        state = step.to
        yield state, law.actors[step.actor].named(on)


def holder_of(law: Procedure, state: str, on: date) -> Named | None:
    holder = law.states[state].held_by
    return law.actors[holder].named(on) if holder else None


def next_steps(dossier: Dossier, by: Person, on: date, facts: Facts) -> list[Next]:
    """Forward ones first; returns are apart."""
    law = load_procedure(dossier.procedure)
    found = [one for one in open_transitions(law, dossier.state, on, returned_to(dossier)) if one.to != RETURNED]
    found.sort(key=lambda one: not leads_on(law, one, dossier.state))
    return [
        Next(
            one,
            law.actors[one.actor].named(on),
            bool(acting_posts(by, law.actors[one.actor], dossier.place)),
            checked(law, one, facts),
        )
        for one in found
    ]


def returns_open(dossier: Dossier, by: Person, on: date) -> list[GiveBack]:
    law = load_procedure(dossier.procedure)
    open_ids = {one.id for one in open_transitions(law, dossier.state, on) if one.to == RETURNED}
    found = []
    for rule in law.returns:
        targets = [(name, law.states[name]) for name in rule.to if f"{rule.id}-{name}" in open_ids]
        if targets:
            actor = law.actors[rule.actor]
            found.append(GiveBack(rule, actor.named(on), bool(acting_posts(by, actor, dossier.place)), targets))
    return found


def history_of(dossier: Dossier) -> list[Told]:
    """Newest first."""
    law = load_procedure(dossier.procedure)
    steps = dossier.steps.select_related("by", "on_behalf_of", "assessment").prefetch_related("points__answered_by")
    return [told(law, step) for step in steps.order_by("-number")]


def told(law: Procedure, step: DossierStep) -> Told:
    known = law.by_id.get(step.transition)
    said = OPENED if step.transition == OPEN or known is None else known.done
    back = law.states.get(known.back_to) if known and step.to_state == RETURNED else None
    return Told(step, said, law.actors[step.actor].named(step.day), law.states[step.to_state], back)
