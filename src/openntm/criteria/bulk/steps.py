"""What is done to a block of codes: a row for each indicator, part or criterion, a column for each place.

A way of joining gets the rows that it needs as `found` (it may spoil them) and writes the rows of its answer, `own`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.types import Code

Codes = NDArray[np.uint8]
Join = Callable[[Codes, Codes], None]
ABOVE = np.uint8(256 - Code.NOT_APPLICABLE)  # added, it makes "not applicable" the lowest code and keeps the order


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Joins earlier rows into new ones, which begin at `start`; the last axis of `rows` has one entry for each."""

    join: Join
    rows: NDArray[np.intp]
    start: int

    def on(self, codes: Codes) -> Callable[[], None]:
        """Ties the step to a block, so that a run of it allocates nothing."""
        found = np.empty((*self.rows.shape, codes.shape[1]), np.uint8)
        earlier, own = codes[: self.start], codes[self.start : self.start + self.rows.shape[-1]]

        def run() -> None:
            np.take(earlier, self.rows, axis=0, out=found, mode="clip")
            self.join(found, own)

        return run


def reported(found: Codes, own: Codes) -> None:
    """Whether there is a figure in any of the rows."""
    np.not_equal(found, Code.NO_FIGURE, out=found.view(bool))
    np.maximum.reduce(found, axis=0, out=own)


def all_of(found: Codes, own: Codes) -> None:
    """The worst: AND is the minimum, because what does not apply has the highest code."""
    np.minimum.reduce(found, axis=0, out=own)


def at_least(least: int) -> Join:
    """The `least`-th best of those that apply; with one it is OR."""
    return partial(_kth_best, least) if least > 1 else any_of


def any_of(found: Codes, own: Codes) -> None:
    np.add(found, ABOVE, out=found)
    np.maximum.reduce(found, axis=0, out=own)
    np.subtract(own, ABOVE, out=own)


def _kth_best(least: int, found: Codes, own: Codes) -> None:
    """Where some apply but fewer than asked, that is not enough."""
    np.add(found, ABOVE, out=found)
    found.sort(axis=0)
    best = found[-1]
    kth = found[-least] if least <= len(found) else np.zeros_like(best)
    np.subtract(np.where(kth == 0, np.minimum(best, ABOVE), kth), ABOVE, out=own)


def by_sex(found: Codes, own: Codes) -> None:
    """Rows undivided, men, women: each sex must pass, and the undivided figure stands for one that is not there."""
    undivided, sexes = found[0], found[1:]
    left_out, given = undivided == Code.NOT_APPLICABLE, undivided != Code.NO_FIGURE
    np.copyto(sexes, np.uint8(Code.NOT_APPLICABLE), where=(sexes == Code.NO_FIGURE) & given)
    np.copyto(undivided, np.uint8(Code.NOT_APPLICABLE), where=~given)
    np.minimum.reduce(found, axis=0, out=own)
    np.copyto(own, np.uint8(Code.NOT_APPLICABLE), where=left_out)


def any_reported(found: Codes, own: Codes) -> None:
    """Of parts, and of whether each is reported: is anything reported of a part that applies?"""
    parts, flags = found
    np.not_equal(parts, Code.NOT_APPLICABLE, out=parts.view(bool))
    np.bitwise_and(parts, flags, out=parts)
    np.maximum.reduce(parts, axis=0, out=own)


def by_parts(found: Codes, own: Codes) -> None:
    """Of whole, joined parts, any reported: the parts decide, unless the whole fails or is all that was reported."""
    whole, parts, flags = found
    np.copyto(own, parts)
    np.copyto(own, whole, where=(whole == Code.NOT_MET) | ((whole != Code.NO_FIGURE) & (flags == 0)))
    left_out = (whole == Code.NOT_APPLICABLE) | (parts == Code.NOT_APPLICABLE)
    np.copyto(own, np.uint8(Code.NOT_APPLICABLE), where=left_out)


def whole_and_parts(found: Codes, own: Codes) -> None:
    """Of whole and joined parts: a share "of which" another share needs both."""
    np.minimum(found[0], found[1], out=own)
    np.copyto(own, np.uint8(Code.NOT_APPLICABLE), where=found[0] == Code.NOT_APPLICABLE)


def title(found: Codes, own: Codes) -> None:
    """The worst of criteria and prerequisites; a title of which nothing applies is not known."""
    np.minimum.reduce(found, axis=0, out=own)
    np.copyto(own, np.uint8(Code.NO_THRESHOLD), where=own == Code.NOT_APPLICABLE)
