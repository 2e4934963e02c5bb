"""The legal bases of a document on its day, from `data/legal_bases.yaml` and from the criteria set itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.criteria import CriteriaSet
from openntm.criteria.types.law import Act
from openntm.recognition.documents.words import UNVERIFIED, day_words

DATA = Path(__file__).parent.parent / "data" / "legal_bases.yaml"
KINDS = (("NĐ-CP", "Nghị định"), ("QĐ", "Quyết định"), ("NQ", "Nghị quyết"), ("TT", "Thông tư"), ("HD", "Hướng dẫn"))


@dataclass(frozen=True)
class Base:
    """One line after "Căn cứ"."""

    text: str
    verified: bool


@cache
def rows() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(DATA.read_text(encoding="utf-8"))["bases"])


def bases_on(day: date, law: CriteriaSet | None = None, *, kind: str = "") -> tuple[Base, ...]:
    """`kind` names a document that rests on more than others do, as `confirmation`."""
    held = [row for row in rows() if row["from"] <= day and (row["to"] is None or day < row["to"])]
    named = [Base(row["text"], row["verified"]) for row in held if kind in row.get("only", (kind,))]
    return (*named, *([of_set(law)] if law else []))


def of_set(law: CriteriaSet) -> Base:
    """The act that the set comes from: the first that it names."""
    act = next(iter(law.acts.values()))
    return Base(act_line(act), act.verified)


def act_line(act: Act) -> str:
    kind = next((word for sign, word in KINDS if sign in act.number), "Văn bản")
    issued = f" {day_words(act.issued)}" if act.issued else ""
    issuer = f" của {act.issuer}" if act.issuer else ""
    return f"{kind} số {act.number}{issued}{issuer} về {act.title.vi[:1].lower()}{act.title.vi[1:]}"


def lines(bases: Iterable[Base]) -> tuple[str, ...]:
    """As they stand on the document; one that was not read in its source says so."""
    return tuple(f"Căn cứ {base.text}{'' if base.verified else f' ({UNVERIFIED})'}" for base in bases)


def listed(bases: Iterable[Base]) -> tuple[str, ...]:
    """The same as items of a list within a report."""
    *some, last = lines(bases)
    return (*(f"{line};" for line in some), f"{last}.")
