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
NOT_MET, NO_FIGURE, NO_THRESHOLD, MET, NOT_APPLICABLE = map(int, Code)  # NumPy is slow with members of an enumeration
ABOVE = 256 - NOT_APPLICABLE  # added, it makes "not applicable" the lowest code and keeps the order
LEFT_OUT = 2  # a flag shifted by it and put over a code makes it 4 or more: not applicable


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
    np.not_equal(found, NO_FIGURE, out=found.view(bool))
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
    not_applicable = np.equal(undivided, NOT_APPLICABLE)
    missing = np.equal(found, NO_FIGURE)
    np.greater(missing[1:], missing[0], out=missing[1:])
    np.bitwise_or(found, np.left_shift(missing.view(np.uint8), LEFT_OUT), out=found)
    np.minimum(undivided, sexes[0], out=own)
    np.minimum(own, sexes[1], out=own)
    _leave_out(own, not_applicable)


def any_reported(found: Codes, own: Codes) -> None:
    """Of parts, and of whether each is reported: is anything reported of a part that applies?"""
    parts, flags = found
    np.not_equal(parts, NOT_APPLICABLE, out=parts.view(bool))
    np.bitwise_and(parts, flags, out=parts)
    np.maximum.reduce(parts, axis=0, out=own)


def by_parts(found: Codes, own: Codes) -> None:
    """Of whole, joined parts, any reported: the parts decide, unless the whole fails or is all that was reported."""
    whole, parts, flags = found
    alone = np.less(flags, np.not_equal(whole, NO_FIGURE))
    np.logical_or(alone, np.equal(whole, NOT_MET), out=alone)
    not_applicable = np.logical_or(np.equal(whole, NOT_APPLICABLE), np.equal(parts, NOT_APPLICABLE))
    mask = np.negative(alone.view(np.int8)).view(np.uint8)
    np.bitwise_xor(whole, parts, out=whole)
    np.bitwise_and(whole, mask, out=whole)
    np.bitwise_xor(whole, parts, out=own)
    _leave_out(own, not_applicable)


def whole_and_parts(found: Codes, own: Codes) -> None:
    """Of whole and joined parts: a share "of which" another share needs both."""
    np.minimum(found[0], found[1], out=own)
    _leave_out(own, np.equal(found[0], NOT_APPLICABLE))


def reported_or_following(found: Codes, own: Codes) -> None:
    """Of a code and of what follows from elsewhere: the second where the first has no figure."""
    own[:] = np.where(np.equal(found[0], NO_FIGURE), found[1], found[0])


def _leave_out(codes: Codes, flags: NDArray[np.bool_]) -> None:
    np.bitwise_or(codes, np.left_shift(flags.view(np.uint8), LEFT_OUT), out=codes)
    np.minimum(codes, NOT_APPLICABLE, out=codes)


def title(found: Codes, own: Codes) -> None:
    """The worst of criteria and prerequisites; a title of which nothing applies is not known."""
    np.minimum.reduce(found, axis=0, out=own)
    nothing = np.equal(own, NOT_APPLICABLE).view(np.uint8)
    np.subtract(own, np.left_shift(nothing, NOT_APPLICABLE - NO_THRESHOLD - 1), out=own)
