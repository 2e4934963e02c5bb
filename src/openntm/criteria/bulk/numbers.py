"""Figures of one indicator as whole numbers over one power of ten, nothing rounded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openntm.criteria.comparing import grade_of
from openntm.criteria.figures import figure_in
from openntm.criteria.types import NOT_APPLICABLE, Asked, Code, FigureRefused
from openntm.criteria.types.law import RowValue

Whole = NDArray[Any]  # int64, or Python's integers where 64 bits are too few
Worth = NDArray[np.uint8]


class Scaled(NamedTuple):
    """Figures that are whole numbers already: each stands for `figures / 10**digits`."""

    figures: NDArray[np.integer[Any]]
    digits: int = 0
    missing: NDArray[np.bool_] | None = None
    not_applicable: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`worth` is the best code that each figure can earn; `scores` are those from which grades were read."""

    numbers: Whole
    digits: int
    worth: Worth
    scores: dict[int, Decimal]

    def at(self, digits: int) -> "Column":
        """The same figures over a finer power of ten."""
        return replace(self, numbers=_times(self.numbers, 10 ** (digits - self.digits)), digits=digits)


def read_column(asked: Asked, figures: "Sequence[Any] | NDArray[Any] | Scaled") -> Column:
    """Figures as `judge` takes them, one a place, or whole numbers; floats are refused."""
    if isinstance(figures, Scaled):
        return _from_scaled(asked, figures)
    values = [figure_in({"": raw}, "", asked) for raw in _listed(asked, figures)]
    worth = np.array([_worth(value) for value in values], np.uint8)
    scores = {at: value for at, value in enumerate(values) if asked.scale and isinstance(value, Decimal)}
    fractions = [_fraction(asked, value) for value in values]
    digits = digits_of(denominator for _, denominator in fractions)
    return Column(_whole([over * (10**digits // under) for over, under in fractions]), digits, worth, scores)


def exact(asked: Asked, value: RowValue) -> Decimal:
    """A threshold as the number with which figures are compared: a grade is its place on the scale."""
    return value if isinstance(value, Decimal) and not asked.scale else Decimal(_fraction(asked, value)[0])


def whole_at(value: Decimal, digits: int) -> int:
    """The value times `10**digits`, which must be whole."""
    over, under = value.as_integer_ratio()
    return over * (10**digits // under)


def digits_of(denominators: Iterable[int]) -> int:
    """The least power of ten that all of them divide."""
    digits = 0
    for under in set(denominators):
        while 10**digits % under:
            digits += 1
    return digits


def largest(numbers: Whole) -> int:
    return max(int(numbers.max()), -int(numbers.min())) if numbers.size else 0


def _fraction(asked: Asked, value: Any) -> tuple[int, int]:
    if isinstance(value, Decimal) and asked.scale:
        value = grade_of(asked, value)
    if isinstance(value, str):
        return asked.scale.index(value), 1
    return value.as_integer_ratio() if isinstance(value, bool | Decimal) else (0, 1)


def _listed(asked: Asked, figures: Sequence[Any] | NDArray[Any]) -> Sequence[Any]:
    if not isinstance(figures, np.ndarray):
        return figures
    if figures.dtype.kind == "f":
        raise FigureRefused(
            f"Chỉ tiêu {asked.id}: số thực dấu phẩy động không chính xác.",
            f"Indicator {asked.id}: floating-point figures are not exact.",
        )
    return figures.tolist()


def _from_scaled(asked: Asked, given: Scaled) -> Column:
    if given.figures.dtype.kind not in "iu" or asked.bands:
        raise TypeError(f"indicator {asked.id}: whole numbers are asked, and no scores of grades")
    worth = np.full(given.figures.shape, Code.MET, np.uint8)
    if given.missing is not None:
        worth[given.missing] = Code.NO_FIGURE
    if given.not_applicable is not None:
        worth[given.not_applicable] = Code.NOT_APPLICABLE if asked.may_be_not_applicable else Code.NO_FIGURE
    numbers = given.figures.astype(object if given.figures.dtype == np.uint64 else np.int64)
    numbers[worth != Code.MET] = 0
    return Column(numbers, given.digits, worth, {})


def _worth(value: Any) -> Code:
    if value is None:
        return Code.NO_FIGURE
    return Code.NOT_APPLICABLE if value is NOT_APPLICABLE else Code.MET


def _whole(numbers: list[int]) -> Whole:
    try:
        return np.array(numbers, np.int64)
    except OverflowError:
        return np.array(numbers, object)


def _times(numbers: Whole, factor: int) -> Whole:
    if factor == 1:
        return numbers
    fits = largest(numbers) * factor < 2**62
    return numbers * factor if fits else numbers.astype(object) * factor
