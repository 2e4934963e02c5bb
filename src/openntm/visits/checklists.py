"""Checklists as data: a file for each version, `data/checklists/<id>-<version>.yaml`; a version is never edited."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from openntm.office.data_files import Strict, Words

FOLDER = Path(__file__).parent / "data" / "checklists"


class Item(Strict):
    """`clause` says where the source asks for it; `weight` above 1: a failure here is major."""

    key: str = Field(pattern=r"^[a-z0-9_.-]{1,40}$")
    text: Words
    clause: str = ""
    weight: int = Field(default=1, ge=1, le=3)


class Group(Strict):
    title: Words
    items: tuple[Item, ...] = Field(min_length=1)


class Checklist(Strict):
    """`verified` only if its items were read in the source itself."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    version: int = Field(ge=1)
    title: Words
    subject: str
    kind: str
    source: Words
    verified: bool = False
    groups: tuple[Group, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def keys_are_used_once(self) -> "Checklist":
        keys = [item.key for item in self.items]
        if len(keys) != len(set(keys)):
            raise ValueError("an item's key stands twice")
        return self

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)


@cache
def checklists() -> Mapping[tuple[str, int], Checklist]:
    """By id and version."""
    found = [read(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return {(one.id, one.version): one for one in found}


def read(path: Path) -> Checklist:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    one = Checklist.model_validate(content)
    if path.stem != f"{one.id}-{one.version}":
        raise ValueError(f"{path.name} holds {one.id} {one.version}")
    return one


def newest(subject: str, kind: str) -> Checklist | None:
    """The checklist with which a visit of this kind to such a subject begins."""
    fitting = [one for one in checklists().values() if one.subject == subject and one.kind == kind]
    return max(fitting, key=lambda one: one.version, default=None)
