"""The steps of support, read from data/cycle.yaml."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model
from openntm.criteria.types.strict import Strict
from openntm.office.roles import Action
from openntm.support.models import State

DATA = Path(__file__).parent / "data"


class Transition(Strict):
    """`at` is whose place gives the right; `by_list` is taken for many at once, on a page of its own."""

    origins: tuple[State, ...] = Field(alias="from")
    to: State
    action: Action
    at: Literal["applicant", "payer"]
    about: Literal["application", "grant"]
    reason: bool = False
    by_list: bool = False
    vi: str
    en: str


class Cycle(Strict):
    verified: bool
    steps: dict[str, Transition]


@cache
def cycle() -> Cycle:
    return read_model(Cycle, read_document(DATA / "cycle.yaml"))


def steps_from(state: str) -> dict[str, Transition]:
    return {key: one for key, one in cycle().steps.items() if state in one.origins}
