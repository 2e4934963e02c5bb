"""What reports may be about, deadlines, signs of spam and retention, by `data/reports.yaml`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "reports.yaml"


@dataclass(frozen=True)
class Said:
    """A word in both languages, as `in_language` takes it."""

    vi: str
    en: str


@dataclass(frozen=True)
class Kind:
    """`days` are working days until the answer; `above`: handled by the unit above the commune."""

    key: str
    name: Said
    body: Said
    days: int
    above: bool = False


@dataclass(frozen=True)
class Sign:
    """Of spam: its points, what it is called, and the limit that it asks for, if any."""

    points: int
    said: Said
    limit: Decimal
    among: int = 0


@dataclass(frozen=True)
class Similar:
    days: int
    metres: int
    likeness: Decimal
    most: int


@dataclass(frozen=True)
class Rules:
    kinds: dict[str, Kind]
    deadlines: dict[str, int]
    similar: Similar
    suspect: int
    signs: dict[str, Sign]
    retention: dict[str, int]


@cache
def rules() -> Rules:
    return read_rules(DATA.read_text(encoding="utf-8"))


def read_rules(text: str) -> Rules:
    read = yaml.safe_load(text)
    kinds = {key: kind_of(key, row) for key, row in read["kinds"].items()}
    signs = {key: sign_of(row) for key, row in read["suspicion"]["signs"].items()}
    similar = Similar(**{**read["similar"], "likeness": Decimal(read["similar"]["likeness"])})
    return Rules(kinds, read["deadlines"], similar, read["suspicion"]["suspect"], signs, read["retention"])


def kind_of(key: str, row: dict[str, Any]) -> Kind:
    return Kind(key, Said(row["vi"], row["en"]), Said(**row["body"]), row["days"], row.get("above", False))


def sign_of(row: dict[str, Any]) -> Sign:
    limit = next((row[name] for name in ("seconds", "more_than", "share") if name in row), 0)
    return Sign(row["points"], Said(row["vi"], row["en"]), Decimal(limit), row.get("letters", row.get("days", 0)))
