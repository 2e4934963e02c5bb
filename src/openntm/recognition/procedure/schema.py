"""A procedure as its YAML file says it; every item says whether it was read in its source, and if not, what was not."""

from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from openntm.criteria.types.strict import Figure, Key, Strict
from openntm.recognition.procedure.rules import Condition, Part, Period, TitleRules, Vote
from openntm.recognition.procedure.words import Dated, Named, Sourced, Words

RETURNED = "returned"
Tier = Literal["commune", "district", "province"]
TIERS, BALLOTS = ("commune", "district", "province"), ("meeting", "council")


class Document(Sourced, Words):
    """An act that the procedure rests on."""

    number: Key | None = None
    issued: date | None = None
    starts: date | None = Field(default=None, alias="from")


class Actor(Dated):
    """Who acts: the action that one of their posts must allow, the tier of that post's place, the names over time."""

    action: str
    tier: Tier
    names: tuple[Named, ...]

    def named(self, on: date) -> Named:
        return next((name for name in reversed(self.names) if name.stands_on(on)), self.names[0])


class State(Words):
    """Where a dossier can stand; `held_by` is whose turn it is there."""

    held_by: str | None = None


class Guard(Sourced, Dated, Words):
    """What must be true before a step; `rule` names the function that looks."""

    rule: str
    tier: Tier = "commune"
    layer: Literal["verification", "appraisal"] = "verification"


class Deadline(Sourced):
    """The time for a step, counted from the day on which the dossier came into `since` (or the step's own state)."""

    value: Figure
    unit: Literal["days", "working_days"]
    since: str | None = None


class Transition(Sourced, Dated):
    """A step that may be taken between two days, the second not included."""

    id: Key
    says: Words  # the act, as a button says it
    done: Words  # the same, as the history says it
    origins: tuple[str, ...] = Field(alias="from")
    to: str
    actor: str
    guards: tuple[Guard, ...] = ()
    deadline: Deadline | None = None
    consequence: Words | None = None
    submits: bool = False  # hands the dossier to a higher body
    needs_reason: bool = False
    back_to: str = ""  # of a return, and of the step that takes a returned dossier up again


class Return(Sourced, Dated):
    """From which states somebody may give the dossier back, and to which earlier ones."""

    id: Key
    says: Words
    done: Words
    origins: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    actor: str
    reply: Deadline | None = None


class Procedure(Strict):
    """One version; `known` says whether its text is in the data at all."""

    procedure: Key
    title: Words
    known: Literal["yes", "number_only", "not_found"]
    period: Period
    starts: date | None = Field(default=None, alias="from")
    ends: date | None = Field(default=None, alias="to")
    note: Words | None = None
    instead: Key | None = None
    documents: tuple[Document, ...]
    sources: dict[str, str]
    titles: dict[str, TitleRules]
    actors: dict[str, Actor] = {}
    states: dict[str, State] = {}
    transitions: tuple[Transition, ...] = ()
    returns: tuple[Return, ...] = ()
    resume: tuple[Words, Words] | None = None  # how the step is called that takes a returned dossier up again
    conditions: tuple[Condition, ...] = ()
    parts: tuple[Part, ...] = ()
    consultations: dict[str, "Consulted"] = {}  # by tier
    votes: dict[str, Vote] = {}  # of the meeting, of the council

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Nothing leads to a state, an actor, a part or a source that the file does not have."""
        states, actors = set(self.states), set(self.actors)
        steps: tuple[Transition | Return, ...] = (*self.transitions, *self.returns)
        for one in steps:
            targets = {one.to} if isinstance(one.to, str) else set(one.to)
            if unknown := ({*one.origins} | targets) - states | {one.actor} - actors:
                raise ValueError(f"{one.id}: unknown {', '.join(sorted(unknown))}")
        if unknown := set(self.consultations) - set(TIERS) | set(self.votes) - set(BALLOTS):
            raise ValueError(f"neither a tier nor a vote: {', '.join(sorted(unknown))}")
        ids = [one.id for one in self.every]
        if len(ids) != len(set(ids)):
            raise ValueError("two steps have one id")
        if unknown := {step for part in self.parts for step in part.needed_for} - set(ids):
            raise ValueError(f"a part is needed for an unknown step: {', '.join(sorted(unknown))}")
        if unknown := {part.by for part in self.parts} - actors | {s.held_by or "" for s in self.states.values()} - (
            actors | {""}
        ):
            raise ValueError(f"unknown actor: {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def returns_lead_back(self) -> Self:
        for one in self.returns:
            for target in one.to:
                if not all(self.order(target) < self.order(origin) for origin in one.origins):
                    raise ValueError(f"{one.id}: {target} is no earlier step")
        return self

    @cached_property
    def every(self) -> tuple[Transition, ...]:
        """The steps of the file, then one for each way back and one for each way on again."""
        back = [self._back(one, target) for one in self.returns for target in one.to]
        targets = dict.fromkeys(target for one in self.returns for target in one.to)
        return (*self.transitions, *back, *(self._again(target) for target in targets))

    @cached_property
    def by_id(self) -> dict[str, Transition]:
        return {one.id: one for one in self.every}

    @cached_property
    def part_by_id(self) -> dict[str, Part]:
        return {part.id: part for part in self.parts}

    @property
    def first_state(self) -> str:
        return next(iter(self.states))

    def order(self, state: str) -> int:
        """States stand in the file in the order of the path."""
        return list(self.states).index(state)

    def parts_for(self, title: str, on: date) -> list[Part]:
        return [part for part in self.parts if title in (part.titles or (title,)) and part.stands_on(on)]

    def _back(self, one: Return, target: str) -> Transition:
        common = one.model_dump(include={"says", "done", "actor", "verified", "source", "not_seen", "starts", "ends"})
        return Transition(
            **common, id=f"{one.id}-{target}", origins=one.origins, to=RETURNED, needs_reason=True, back_to=target
        )

    def _again(self, target: str) -> Transition:
        says, done = self.resume or (Words(vi="", en=""), Words(vi="", en=""))
        actor = self.states[target].held_by or ""
        return Transition(
            id=f"resume-{target}",
            says=says,
            done=done,
            origins=(RETURNED,),
            to=target,
            actor=actor,
            back_to=target,
            verified=False,
            not_seen=Words(vi="Bước nhận lại hồ sơ", en="The step of taking it up again"),
        )


class Consulted(Sourced):
    """How long the report is shown, and how often it is read on the loudspeaker at least."""

    days: Figure
    broadcasts: Figure | None = None
