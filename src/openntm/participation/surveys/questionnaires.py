"""Questionnaires as data: a file for each version, `data/questionnaires/<id>-<version>.yaml`; none is ever edited."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field, model_validator

from openntm.office.data_files import Strict, Words

DATA = Path(__file__).parents[1] / "data"
OVERALL = "overall"


class Content(Strict):
    """`name` is what tables say, `asks` what the household reads."""

    key: str = Field(pattern=r"^[a-z_]{1,30}$")
    name: Words
    asks: Words


class Questionnaire(Strict):
    """`verified` only if its contents were read in the guidance itself."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    version: int = Field(ge=1)
    title: Words
    source: Words
    verified: bool
    contents: tuple[Content, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def it_ends_with_the_whole(self) -> "Questionnaire":
        keys = [content.key for content in self.contents]
        if len(keys) != len(set(keys)) or keys[-1] != OVERALL:
            raise ValueError("each key once, the question on the whole last")
        return self


@cache
def questionnaires() -> Mapping[tuple[str, int], Questionnaire]:
    """By id and version."""
    found = [read(path) for path in sorted((DATA / "questionnaires").glob("*.yaml"))]
    return {(one.id, one.version): one for one in found}


def read(path: Path) -> Questionnaire:
    one = Questionnaire.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    if path.stem != f"{one.id}-{one.version}":
        raise ValueError(f"{path.name} holds {one.id} {one.version}")
    return one


def newest(key: str) -> Questionnaire:
    return max((one for one in questionnaires().values() if one.id == key), key=lambda one: one.version)
