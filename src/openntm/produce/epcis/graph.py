"""A walk over what comes from what: pure, each thing once, also where goods went round in a circle."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def walk(start: Iterable[Thing], next_of: Callable[[frozenset[Thing]], Iterable[Thing]]) -> list[Thing]:
    """All that is reached, layer by layer, the start first; `next_of` is asked once for each layer."""
    layer = frozenset(start)
    reached = dict.fromkeys(layer)
    while layer:
        fresh = dict.fromkeys(one for one in next_of(layer) if one not in reached)
        reached |= fresh
        layer = frozenset(fresh)
    return list(reached)
