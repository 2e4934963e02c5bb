"""Which units may register for which title, and what they must hold first, from `data/ladder.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from openntm.places.models import Kind
from openntm.steering.models import Title

DATA = Path(__file__).parent / "data" / "ladder.yaml"


@dataclass(frozen=True)
class Rung:
    """`asks` is the title to hold first; `is_hamlet` says that a hamlet inside a commune is named."""

    title: Title
    kinds: frozenset[str]
    asks: Title | None
    first_year: int | None
    is_hamlet: bool
    source: Mapping[str, str]
    verified: bool


@cache
def ladder() -> dict[Title, Rung]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))["titles"]
    return {Title(name): _rung(Title(name), row) for name, row in rows.items()}


def _rung(title: Title, row: Mapping[str, Any]) -> Rung:
    return Rung(
        title,
        frozenset(Kind(kind) for kind in row["kinds"]),
        Title(row["asks"]) if "asks" in row else None,
        row.get("from"),
        row.get("hamlet", False),
        row["source"],
        row["verified"],
    )


def fulfils(title: Title, held: frozenset[str] | set[str]) -> bool:
    """Whether one of the titles held is this one or stands above it on the same ladder."""
    return any(one == title or _above(title, Title(one)) for one in held)


def _above(title: Title, other: Title) -> bool:
    asks = ladder()[other].asks if other in ladder() else None
    return asks is not None and (asks == title or _above(title, asks))
