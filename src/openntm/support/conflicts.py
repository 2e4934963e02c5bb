"""What counts as the same support for the same thing, read from data/conflicts.yaml."""

from functools import cache
from typing import Literal

from openntm.criteria.loader import read_document
from openntm.criteria.schema import read_model
from openntm.criteria.types.strict import Strict
from openntm.places.vietnamese import fold
from openntm.support.cycle import DATA
from openntm.support.models import Kind


class Group(Strict):
    kinds: tuple[Kind, ...]
    once: Literal["ever", "year"]
    vi: str
    en: str


class Conflicts(Strict):
    verified: bool
    groups: dict[str, Group]


@cache
def conflicts() -> Conflicts:
    return read_model(Conflicts, read_document(DATA / "conflicts.yaml"))


def group_of(kind: str) -> tuple[str, Group | None]:
    """The group's key; that of the kind itself where no group has it."""
    return next(((key, one) for key, one in conflicts().groups.items() if kind in one.kinds), (kind, None))


def claim_of(kind: str, thing_key: str, year: int) -> str:
    """What a live grant holds: the database lets one alone hold it."""
    key, group = group_of(kind)
    return f"{key}:{year}|{thing_key}" if group and group.once == "year" else f"{key}|{thing_key}"


KINDS_OF_HAMLET = ("thon ", "to dan pho ", "khu pho ", "ban ", "xom ")


def hamlet_key(name: str) -> str:
    """“Thôn Hố Dầu” and “hố dầu” are one hamlet."""
    folded = " ".join(fold(name).split())
    return next((folded.removeprefix(kind) for kind in KINDS_OF_HAMLET if folded.startswith(kind)), folded)


def text_key(place: int, thing: str) -> str:
    """The key of a thing that is only named: the same words in the same commune, however they are written."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(thing))
    return f"text:{place}:{' '.join(words.split())}"[:300]  # as long as a column keeps it
