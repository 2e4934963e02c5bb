"""Products that treat and feed plants, by `data/inputs.yaml`: offered when an entry is written, never a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from openntm.produce.models import DiaryEntry

DATA = Path(__file__).parent / "data" / "inputs.yaml"


@dataclass(frozen=True)
class Input:
    """A product as its label names it; `illustrative` ones are made up."""

    name: str
    kind: str
    registration: str = ""
    dose: str = ""
    waiting_days: int | None = None
    illustrative: bool = False


class InputRefused(ValueError):
    """The data speak of a kind of work that has no inputs, or leave out what a treatment must name."""


@cache
def inputs() -> tuple[Input, ...]:
    return read_inputs(DATA.read_text(encoding="utf-8"))


def read_inputs(text: str) -> tuple[Input, ...]:
    found = tuple(Input(**row) for row in yaml.safe_load(text)["inputs"])
    for one in found:
        treats = one.kind == DiaryEntry.Kind.TREATMENT
        if not treats and one.kind != DiaryEntry.Kind.FERTILISER:
            raise InputRefused(f"{one.name}: kind")
        if treats and (not one.registration or one.waiting_days is None):
            raise InputRefused(f"{one.name}: registration, waiting_days")
    return found


def days_left_out(entry: DiaryEntry) -> int:
    """By how many days its waiting period is shorter than the list says of the product."""
    known = next((one for one in offered(entry.kind) if one.name == entry.input_name), None)
    return max(0, (known.waiting_days or 0) - (entry.waiting_days or 0)) if known else 0


def offered(kind: str) -> Sequence[Input]:
    return [one for one in inputs() if one.kind == kind]
