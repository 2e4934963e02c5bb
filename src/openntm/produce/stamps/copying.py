"""What looks like copying, by `data/copy_rules.yaml`: pure, facts and rules are arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from openntm.codes.scanning.seen import Facts
from openntm.office.data_files import Strict
from openntm.produce.stamps.standing import Standing

DATA = Path(__file__).parents[1] / "data" / "copy_rules.yaml"
MOST_RULES = 32  # each is a bit of what is kept of a code
Measure = Literal["scans", "visitors", "places", "in_an_hour"]


class Text(Strict):
    vi: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.vi


class Rule(Strict):
    """All of `at_least` must be reached on one day; with `when`, only scans whose page said so are counted."""

    key: Annotated[str, Field(pattern=r"^[a-z_]{1,24}$")]
    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    when: tuple[Standing, ...] = ()
    at_least: Annotated[Mapping[Measure, Annotated[int, Field(ge=1)]], Field(min_length=1)]
    title: Text
    explanation: Text

    def stands_on(self, day: date) -> bool:
        return self.from_ <= day and (self.to is None or day < self.to)


class Rules(Strict):
    source: Text
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=MOST_RULES)]

    def model_post_init(self, context: Any) -> None:
        keys = [rule.key for rule in self.rules]
        if len(keys) != len(set(keys)):
            raise ValueError("a key stands twice")
        if wrong := [rule.key for rule in self.rules if rule.when and set(rule.at_least) != {"scans"}]:
            raise ValueError(f"{wrong[0]}: with `when`, only scans can be counted")


@dataclass(frozen=True, slots=True)
class CopyWarning:
    """A rule that the facts of a code on a day have reached; `figures` are those that it asked for."""

    rule: Rule
    figures: Mapping[str, int]


@cache
def rules() -> Rules:
    return read_rules(DATA.read_text(encoding="utf-8"))


def read_rules(text: str) -> Rules:
    return Rules.model_validate(yaml.safe_load(text))


def warnings_of(facts: Facts, among: Sequence[Rule]) -> list[CopyWarning]:
    """In the order of the rules; those that do not stand on the day of the facts say nothing."""
    reached = [rule for rule in among if is_reached(rule, facts)]
    return [CopyWarning(rule, {name: figure_of(facts, name, rule.when) for name in rule.at_least}) for rule in reached]


def is_reached(rule: Rule, facts: Facts) -> bool:
    for name, least in rule.at_least.items():
        if figure_of(facts, name, rule.when) < least:
            return False
    return rule.stands_on(facts.day)


def figure_of(facts: Facts, name: Measure, when: tuple[Standing, ...]) -> int:
    if when:
        return sum(facts.standings.get(one.number, 0) for one in when)
    return int(getattr(facts, name))


def bits_of(keys: Sequence[str]) -> int:
    """As the mapped counts keep warnings: a bit for each rule of the list."""
    order = [rule.key for rule in rules().rules]
    return sum(1 << order.index(key) for key in set(keys) if key in order)


def rules_of(bits: int) -> list[Rule]:
    return [rule for place, rule in enumerate(rules().rules) if bits >> place & 1]


# What an item scanned in the hand of one shopper cannot show; the other rules speak of the state that a page shows.
COPIED = tuple(rule.key for rule in rules().rules if not rule.when)
