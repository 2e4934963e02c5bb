"""What households vote on, what a decision needs and in which ways it may be made, by `data/matters.yaml`."""

from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from openntm.office.data_files import Strict, Words

DATA = Path(__file__).parent / "data" / "matters.yaml"


class Basis(Strict):
    """Where the law says it; `not_seen` says what of it was not read there."""

    basis: str
    verified: bool
    not_seen: Words | None = None

    @model_validator(mode="after")
    def it_says_what_was_not_seen(self) -> "Basis":
        if self.verified != (self.not_seen is None):
            raise ValueError("verified, or said what was not seen")
        return self


class Threshold(Basis):
    """A share of all households, also of those that do not vote."""

    share: str = Field(pattern=r"^[1-9]/[1-9]$")
    is_above: bool = False  # more than the share, not only as much
    says: Words

    def needed(self, households: int) -> int:
        part = Fraction(self.share) * households
        return floor(part) + 1 if self.is_above else ceil(part)


class Online(Basis):
    allowed: bool


class Matter(Strict):
    """Without a threshold the households are asked and nothing is decided."""

    key: str = Field(pattern=r"^[a-z_]{1,20}$")
    name: Words
    about: Basis
    from_day: date
    threshold: Threshold | None = None
    online: Online
    note: Words | None = None


@cache
def matters() -> dict[str, Matter]:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    found = [Matter.model_validate(one) for one in content["matters"]]
    return {one.key: one for one in found}
