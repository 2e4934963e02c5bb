"""What titles a unit made by a merge holds, by the rule of the day; pure: no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from openntm.recognition.merge_rules import Case, MergeRule
from openntm.recognition.phrases import NOTHING, TITLES, Both, first, joined, say, titles

BELOW = {"advanced": "ntm", "model": "advanced", "modern": "ntm"}  # who holds the first holds the second too
LADDER = ("ntm", "advanced", "model", "modern")


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit as it stood on the day before it merged; of one that became urban, `until` is the day it did."""

    name: str
    titles: frozenset[str]
    is_commune: bool = True
    until: date | None = None

    @property
    def holds(self) -> frozenset[str]:
        """The titles that count for the rule: those of communes, with the lower ones that they stand on."""
        return with_lower(self.titles) if self.is_commune else frozenset()

    def told(self) -> Both:
        held = titles(self.titles)
        if self.is_commune or not self.titles:
            return say("commune" if self.is_commune else "urban", name=self.name, titles=held)
        day = say("day", day=self.until) if self.until else NOTHING
        return say("was_commune", name=self.name, titles=held, day=day)


class Fate(StrEnum):
    KEPT = "kept"
    ANEW = "anew"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Passing:
    """What becomes of one title, by which case of the rule."""

    title: str
    fate: Fate
    case: Case


@dataclass(frozen=True)
class Outcome:
    """What a merge makes of the titles of those that merged; `text` names each of them and what it held."""

    passings: tuple[Passing, ...] = ()
    rule: MergeRule | None = None
    text_vi: str = ""
    text_en: str = ""
    held: frozenset[str] = field(default_factory=frozenset)

    @property
    def kept(self) -> tuple[Passing, ...]:
        return tuple(one for one in self.passings if one.fate is Fate.KEPT)

    @property
    def must_be_assessed(self) -> bool:
        return any(one.fate is not Fate.KEPT for one in self.passings)

    @property
    def verified(self) -> bool:
        """Whether every sentence of the rule that was used has been read."""
        return all(one.case.verified for one in self.passings)


def carry_over(merged: Iterable[Merged], rule: MergeRule | None, *, is_commune: bool = True) -> Outcome:
    """Each title by itself; a new unit that is no commune, or one that no rule speaks of, holds none."""
    units = sorted(merged, key=lambda unit: (unit.name, sorted(unit.titles), unit.is_commune))
    held = frozenset[str]().union(*(unit.holds for unit in units))
    passings = () if rule is None or not is_commune else _passings(units, held, rule)
    sentences = [_made_of(units), *map(_passed, passings), _not_passed(held, rule, is_commune)]
    document = say("by_document", document=rule.document) if passings and rule else NOTHING
    return Outcome(passings, rule, *joined([*sentences, document]), held)


def with_lower(titles: Iterable[str]) -> frozenset[str]:
    found = set(titles)
    while more := {BELOW[one] for one in found if one in BELOW} - found:
        found |= more
    return frozenset(found)


def _passings(units: list[Merged], held: frozenset[str], rule: MergeRule) -> tuple[Passing, ...]:
    return tuple(_passing(title, units, rule) for title in LADDER if title in held)


def _passing(title: str, units: list[Merged], rule: MergeRule) -> Passing:
    if all(title in unit.holds for unit in units):
        return Passing(title, Fate.KEPT, rule.cases["all"])
    common = frozenset.intersection(*(unit.holds for unit in units))
    if title != LADDER[0] and common:
        return Passing(title, Fate.REVIEWED, rule.cases["lower"])
    return Passing(title, Fate.ANEW, rule.cases["mixed"])


def _made_of(units: list[Merged]) -> Both:
    return say("made_of", units=joined((unit.told() for unit in units), "; "))


def _passed(one: Passing) -> Both:
    case = (one.case.vi, one.case.en)
    return say("passed", title=first(TITLES[one.title]), case=case, number=one.case.number)


def _not_passed(held: frozenset[str], rule: MergeRule | None, is_commune: bool) -> Both:
    if not held or (is_commune and rule is not None):
        return NOTHING
    return say("no_rule" if is_commune else "new_is_urban")
