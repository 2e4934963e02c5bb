"""Which figures a set asks for, and which of those somebody can report."""

from collections.abc import Iterator
from functools import lru_cache

from openntm.assessment.measures import measure_of
from openntm.criteria.types import Asked, CriteriaSet, Kind

SEXES = ("nam", "nu")


def figures_asked(criteria_set: CriteriaSet) -> dict[str, Asked]:
    """Every figure id that a person may report, in the order of the law; prerequisites come from records instead."""
    asked: dict[str, Asked] = {}
    for indicator in criteria_set.indicators:
        asked.update(_with_parts(indicator.id, indicator))
    return asked


def _with_parts(figure_id: str, asked: Asked) -> Iterator[tuple[str, Asked]]:
    yield figure_id, asked
    if asked.both_sexes:
        yield from ((f"{figure_id}:{sex}", asked) for sex in SEXES)
    for part in asked.parts:
        yield from _with_parts(f"{figure_id}:{part.id}", part)


@lru_cache(maxsize=32)
def _measures(set_id: str, figure_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(measure_of(set_id, figure_id) for figure_id in figure_ids)


def measures_of(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The measures of everything that a set asks, prerequisites too."""
    ids = dict.fromkeys((*figures_asked(criteria_set), *criteria_set.by_id))
    return _measures(criteria_set.id, tuple(ids))


def is_whole(asked: Asked) -> bool:
    """A composite may be confirmed as a whole; its parts say more."""
    return asked.kind is Kind.COMPOSITE
