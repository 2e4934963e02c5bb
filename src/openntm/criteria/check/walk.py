"""Walks over everything a set asks, with the place of each in the file."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openntm.criteria.loader import Path
from openntm.criteria.types import Asked, CriteriaSet


class Complaint(NamedTuple):
    """What is wrong at a place of the document."""

    path: Path
    rule: str
    message: str


class Found(NamedTuple):
    """Something asked, its figure id, and where it stands."""

    path: Path
    figure_id: str
    asked: Asked


def everything_asked(law: CriteriaSet) -> Iterator[Found]:
    """Indicators, prerequisites and their parts, in the order of the file."""
    for key, all_asked in (("prerequisites", law.prerequisites), ("indicators", law.indicators)):
        for place, asked in enumerate(all_asked):
            yield from _with_parts((key, place), asked.id, asked)


def twice(path: Path, ids: Iterable[str]) -> Iterator[Complaint]:
    """Complains of ids that stand more than once."""
    seen: set[str] = set()
    for place, name in enumerate(ids):
        if name in seen:
            yield Complaint((*path, place), "duplicate-id", f'"{name}" stands here twice')
        seen.add(name)


def _with_parts(path: Path, figure_id: str, asked: Asked) -> Iterator[Found]:
    yield Found(path, figure_id, asked)
    for place, part in enumerate(asked.parts):
        yield from _with_parts((*path, "parts", place), f"{figure_id}:{part.id}", part)
