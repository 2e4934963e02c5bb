"""How far a titled place is from the conditions of revocation; pure. What is not known never counts as failed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.recognition.phrases import NOTHING, Both, joined, say

PATH = Path(__file__).parent / "data" / "revocation.yaml"
TENTH = Decimal("0.1")


class Level(StrEnum):
    """From calm to grave; the first three ask nothing of the law."""

    WELL = "well"  # nothing is failed
    SHORT = "short"  # something is failed, far from the thresholds
    NEAR = "near"  # one more failed criterion could reach a threshold
    LINE = "line"  # the first share is reached, but none of the named criteria is failed
    REACHED = "reached"  # the conditions for revocation would be met


@dataclass(frozen=True)
class Thresholds:
    """The conditions for some titles: shares in percent of the criteria, and the named criteria."""

    titles: tuple[str, ...]
    set_level: str
    some_percent: Decimal
    most_percent: Decimal
    named: frozenset[str]
    verified: bool
    revoked_communes_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion as it was judged, with its indicators that are not met and those that are not known."""

    id: str
    title_vi: str
    title_en: str
    verdict: str
    not_met: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What was found of one place: counts, the level of warning, and the same if all that is unknown were failed."""

    met: int
    failed: tuple[Criterion, ...]
    unknown: tuple[Criterion, ...]
    total: int
    named: tuple[Criterion, ...]
    level: Level
    at_worst: Level
    left: int  # how many more failed criteria reach the first share

    @property
    def share(self) -> Decimal:
        return percent(len(self.failed), self.total)


def thresholds_for(title: str) -> Thresholds | None:
    return next((one for one in _levels() if title in one.titles), None)


def recheck(criteria: Iterable[Criterion], law: Thresholds, *, revoked: int = 0, communes: int = 0) -> Standing:
    """`revoked` of `communes` matter for a district alone; criteria that do not apply are not counted."""
    judged = [one for one in criteria if one.verdict != "not_applicable"]
    failed = tuple(one for one in judged if one.verdict == "not_met")
    unknown = tuple(one for one in judged if one.verdict == "unknown")
    named = tuple(one for one in failed if is_named(one, law))
    total = len(judged)
    level = level_of(failed, total, law)
    worst = level_of((*failed, *unknown), total, law)
    if law.revoked_communes_percent is not None and reaches(revoked, communes, law.revoked_communes_percent):
        level = worst = Level.REACHED
    left = max(first_count(total, law.some_percent) - len(failed), 0)
    return Standing(total - len(failed) - len(unknown), failed, unknown, total, named, level, worst, left)


def level_of(failed: tuple[Criterion, ...], total: int, law: Thresholds) -> Level:
    count, has_named = len(failed), any(is_named(one, law) for one in failed)
    if not count:
        return Level.WELL
    if reaches(count, total, law.most_percent):
        return Level.REACHED
    if reaches(count, total, law.some_percent):
        return Level.REACHED if has_named else Level.LINE
    return Level.NEAR if reaches(count + 1, total, law.some_percent) else Level.SHORT


def reaches(count: int, total: int, percent_asked: Decimal) -> bool:
    """Exact: 5.7 of 19 are reached by 6, 9.5 by 10."""
    return bool(total) and Decimal(count) * 100 >= percent_asked * total


def is_named(one: Criterion, law: Thresholds) -> bool:
    return named_key(one.title_vi) in law.named


def named_key(title: str) -> str:
    """Sets and decisions put commas and dashes differently into one name."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def percent(count: int, total: int) -> Decimal:
    return (Decimal(count) * 100 / total).quantize(TENTH) if total else Decimal(0)


def first_count(total: int, percent_asked: Decimal) -> int:
    """The first number of failed criteria that reaches the share."""
    return next(count for count in range(total + 1) if reaches(count, total, percent_asked) or count == total)


def sentence(standing: Standing) -> Both:
    """“6 of 19 = 31.6 %, incl. Income: revocation conditions would be met”, in Vietnamese and English."""
    share = str(standing.share)
    names = joined(((one.title_vi, one.title_en) for one in standing.named), ", ")
    told = say(
        "share",
        count=len(standing.failed),
        total=standing.total,
        share=(share.replace(".", ","), share),
        named=say("incl", names=names) if standing.named else NOTHING,
        level=say(standing.level.value, left=standing.left),
    )
    if standing.at_worst is Level.REACHED and standing.level is not Level.REACHED:
        return joined([told, say("worst", count=len(standing.unknown))], "")
    return told


@cache
def law() -> Mapping[str, Any]:
    """The source of the thresholds and how they are rounded, as data."""
    found: Mapping[str, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return found


@cache
def _levels() -> tuple[Thresholds, ...]:
    return tuple(_thresholds(row) for row in law()["levels"])


def _thresholds(row: Mapping[str, Any]) -> Thresholds:
    communes = row.get("revoked_communes_percent")
    return Thresholds(
        tuple(row["titles"]),
        row["set_level"],
        Decimal(row["some_percent"]),
        Decimal(row["most_percent"]),
        frozenset(map(named_key, row["named"])),
        row["verified"],
        Decimal(communes) if communes else None,
    )
