"""What titles a unit made by a merge holds, by the rule of the day; pure: no clock, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from openntm.recognition.merge_rules import Case, MergeRule

BELOW = {"advanced": "ntm", "model": "advanced", "modern": "ntm"}  # who holds the first holds the second too
LADDER = ("ntm", "advanced", "model", "modern")
WORDS = {
    "ntm": ("đạt chuẩn nông thôn mới", "NTM"),
    "advanced": ("nông thôn mới nâng cao", "advanced NTM"),
    "model": ("nông thôn mới kiểu mẫu", "model NTM"),
    "modern": ("nông thôn mới hiện đại", "modern NTM"),
    "model_hamlet": ("thôn nông thôn mới kiểu mẫu", "model hamlet"),
    "district_ntm": ("huyện nông thôn mới", "NTM district"),
    "district_advanced": ("huyện nông thôn mới nâng cao", "advanced NTM district"),
}
URBAN = (
    "nằm ngoài Chương trình vì là thị trấn hoặc phường",
    "outside the programme, being a township or a ward",
)


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

    def told(self) -> tuple[str, str]:
        vi, en = _listed(self.titles)
        if self.is_commune:
            return f"{self.name} ({vi})", f"{self.name} ({en})"
        if not self.titles:
            return f"{self.name} ({vi}; {URBAN[0]})", f"{self.name} ({en}; {URBAN[1]})"
        day = f" ngày {self.until:%d/%m/%Y}" if self.until else "", f" on {self.until}" if self.until else ""
        return (
            f"{self.name} ({URBAN[0]}; khi còn là xã có danh hiệu {vi}, đến khi chuyển{day[0]})",
            f"{self.name} ({URBAN[1]}; as a commune it held {en}, until it changed{day[1]})",
        )


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
    sentences = [_made_of(units), *map(_passed, passings), *_not_passed(held, rule, is_commune)]
    if passings and rule:
        sentences.append((f"Căn cứ: {rule.document}.", f"By {rule.document}."))
    texts = [" ".join(part[at] for part in sentences) for at in (0, 1)]
    return Outcome(passings, rule, *texts, held)


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


def _made_of(units: list[Merged]) -> tuple[str, str]:
    told = [unit.told() for unit in units]
    return (
        f"Hợp thành từ {'; '.join(vi for vi, _ in told)}.",
        f"Made of {'; '.join(en for _, en in told)}.",
    )


def _passed(one: Passing) -> tuple[str, str]:
    vi, en = WORDS[one.title]
    case = one.case
    return f"{_first(vi)}: {case.vi} (trường hợp {case.number}).", f"{_first(en)}: {case.en} (case {case.number})."


def _not_passed(held: frozenset[str], rule: MergeRule | None, is_commune: bool) -> list[tuple[str, str]]:
    if not held:
        return []
    if not is_commune:
        return [
            (
                "Đơn vị sau sắp xếp là thị trấn hoặc phường, nằm ngoài Chương trình, nên không có danh hiệu xã.",
                "The unit after the merge is a township or a ward, outside the programme: it has no commune title.",
            )
        ]
    if rule is None:
        return [
            (
                "Chưa tìm thấy quy định nào cho đơn vị hình thành vào ngày này nên danh hiệu không chuyển sang.",
                "No rule for units formed on this day was found, so no title passes on.",
            )
        ]
    return []


def _listed(titles: Iterable[str]) -> tuple[str, str]:
    found = [WORDS[title] for title in WORDS if title in set(titles)]
    vi, en = (", ".join(one[at] for one in found) for at in (0, 1))
    return vi or "không giữ danh hiệu nào", en or "holds no title"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
