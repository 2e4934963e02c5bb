"""The bar of a run: its codes by state, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openntm.codes.models.runs import State

WIDTH = 1000  # of the picture, in its own units
SHADES = {
    State.MINTED: "level-0",
    State.ALLOTTED: "level-1",
    State.PRINTED: "level-3",
    State.ACTIVE: "level-5",
    State.VOID: "level-unknown",
    State.LOST: "level-unknown",
    State.DESTROYED: "level-unknown",
}


@dataclass(frozen=True)
class Share:
    """The widths of all shares add up to the picture."""

    label: Any
    shade: str
    codes: int
    x: float
    width: float


def bar_of(counts: Mapping[str, int], size: int) -> list[Share]:
    """States without a code are left out."""
    shares, x = [], 0.0
    for state in State:
        width = counts[state] / size * WIDTH
        if counts[state]:
            shares.append(Share(state.label, SHADES[state], counts[state], round(x, 1), round(width, 1)))
        x += width
    return shares
