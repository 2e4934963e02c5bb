"""Which reminder of a task is due on a day, by `data/escalation.yaml`: pure, the day is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from openntm.office.working_days import add_working_days, is_working_day

DATA = Path(__file__).parent / "data" / "escalation.yaml"
LISTS = ("directive", "gap", "other", "waiting")
Told = Literal["addressees", "overseers", "judges", "superiors"]
TOLD: frozenset[Told] = frozenset({"addressees", "overseers", "judges", "superiors"})


@dataclass(frozen=True)
class Rule:
    """`after` counts working days from the day in question, before it if negative."""

    after: int
    tell: tuple[Told, ...]


class RuleRefused(ValueError):
    """The data name a list, a field or a party that the product does not know."""


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    return read_rules(DATA.read_text(encoding="utf-8"))


def read_rules(text: str) -> dict[str, tuple[Rule, ...]]:
    read = yaml.safe_load(text)
    if set(read) != set(LISTS):
        raise RuleRefused(f"lists: {', '.join(LISTS)}")
    return {name: tuple(sorted((rule_of(row) for row in read[name]), key=lambda one: one.after)) for name in LISTS}


def rule_of(row: dict[str, object]) -> Rule:
    after, tell = row.get("after"), row.get("tell")
    if set(row) != {"after", "tell"} or not isinstance(after, int) or not isinstance(tell, list):
        raise RuleRefused(f"{row}: write {{after: DAYS, tell: [WHO]}}")
    if not tell or (unknown := set(tell) - TOLD):
        raise RuleRefused(f"{row}: nobody is called {', '.join(map(str, unknown)) if tell else 'nothing'}")
    return Rule(after, tuple(tell))


def rule_due(among: Sequence[Rule], counted_from: date, began: date, day: date) -> Rule | None:
    """The latest rule whose day has come; none that came due before the matter began."""
    come = [one for one in among if began < day_of(one, counted_from) <= day]
    return come[-1] if come else None


def day_of(rule: Rule, counted_from: date) -> date:
    if rule.after > 0:
        return add_working_days(counted_from, rule.after)
    return working_days_before(counted_from, -rule.after)


def working_days_before(day: date, count: int) -> date:
    """The `count`-th working day before; with 0, the day itself."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day
