"""What lists and reports say of recalls."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from openntm.places.vietnamese import fold, sort_key
from openntm.produce.models import Recall

SORTS: dict[str, Callable[[Recall], Any]] = {
    "lot": lambda one: sort_key(one.lot.number),
    "product": lambda one: sort_key(one.lot.product.name),
    "ordered": lambda one: one.ordered_at,
}


def state_of(recall: Recall) -> str:
    return "exercise" if recall.exercise else "ended" if recall.ended_at else "open"


def seconds(recall: Recall, moment: datetime | None) -> float | None:
    """From the order to the moment."""
    return round((moment - recall.ordered_at).total_seconds(), 2) if moment else None


def matching(recalls: Iterable[Recall], words: str, state: str) -> list[Recall]:
    wanted = fold(words)
    return [
        one
        for one in recalls
        if wanted in fold(f"{one.lot.number} {one.lot.product.name} {one.lot.product.producer}")
        and (not state or state_of(one) == state)
    ]


def sorted_recalls(recalls: list[Recall], sort: str, *, descending: bool) -> list[Recall]:
    return sorted(recalls, key=SORTS.get(sort, SORTS["ordered"]), reverse=descending)
