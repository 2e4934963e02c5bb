"""What the law asks of a supervision board, from `data/boards.yaml`: pure, the day and the seats are arguments."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from openntm.office.data_files import Strict, Words

DATA = Path(__file__).parent / "data" / "boards.yaml"
BODIES = ("front", "inspectorate", "resident")


class Basis(Strict):
    article: str = Field(min_length=1)
    verified: bool


class Value(Basis):
    since: date = Field(alias="from")
    value: int = Field(ge=0)


class Stated(Basis):
    """One sentence that a member answers or a board asks about."""

    key: str
    text: Words
    wanted: bool = True
    community: bool = False


class Step(Strict):
    after: int
    tell: Literal["answering", "commune", "province"]


class Law(Strict):
    values: Mapping[str, tuple[Value, ...]]
    escalation: tuple[Step, ...]
    reminders: Mapping[Literal["notice", "report"], tuple[int, ...]]
    report_days: Mapping[str, tuple[str, ...]]
    breaches: Mapping[str, Words]
    official: Basis
    party: Basis
    statements: tuple[Stated, ...]
    information: tuple[Stated, ...]

    def on(self, name: str, day: date) -> Value | None:
        """The value in force on the day; None before the first one."""
        held = [one for one in self.values[name] if one.since <= day]
        return max(held, key=lambda one: one.since, default=None)

    def number(self, name: str, day: date) -> int:
        """For clocks: before its first day the first value counts."""
        return (self.on(name, day) or self.values[name][0]).value


@cache
def law() -> Law:
    return Law.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Seat:
    """What the law looks at in a member."""

    body: str
    role: str = "member"
    name: str = ""
    stated: Mapping[str, bool] = field(default_factory=dict)
    is_official: bool = False
    is_party: bool = False


@dataclass(frozen=True)
class Breach:
    rule: str
    basis: Basis
    words: Mapping[str, Any]


def breaches(seats: Sequence[Seat], day: date, law: Law) -> list[Breach]:
    """Every rule that the seats break on the day; none: the board may stand."""
    return [*counted(seats, day, law), *(one for seat in seats for one in barred(seat, law))]


def counted(seats: Sequence[Seat], day: date, law: Law) -> Iterator[Breach]:
    bodies, roles = Counter(seat.body for seat in seats), Counter(seat.role for seat in seats)
    checks = (
        ("at_least_members", len(seats), lambda found, asked: found >= asked),
        ("residents_at_most", bodies["resident"], lambda found, asked: found <= asked),
        ("heads_exactly", roles["head"], lambda found, asked: found == asked),
        ("deputies_at_most", roles["deputy"], lambda found, asked: found <= asked),
    )
    for rule, found, holds in checks:
        if (value := law.on(rule, day)) and not holds(found, value.value):
            yield Breach(rule, value, {"found": found, "asked": value.value})
    if value := law.on("at_least_of_each_body", day):
        missing = [body for body in BODIES if bodies[body] < value.value]
        yield from (Breach("at_least_of_each_body", value, {"body": body}) for body in missing)


def barred(seat: Seat, law: Law) -> Iterator[Breach]:
    """Why this one may not sit (Article 42): by a post or a contract that is on record, and by their own word."""
    if seat.is_official:
        yield Breach("official", law.official, {"name": seat.name})
    if seat.is_party:
        yield Breach("party", law.party, {"name": seat.name})
    if any(one.key not in seat.stated for one in law.statements):
        yield Breach("unstated", law.official, {"name": seat.name})
    for one in law.statements:
        if seat.stated.get(one.key, one.wanted) != one.wanted:
            rule = "unfit" if one.wanted else "stated"
            yield Breach(rule, one, {"name": seat.name, "statement": one.text})
