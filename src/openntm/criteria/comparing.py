"""One figure against one needed value, exactly."""

from decimal import Decimal
from typing import Any

from openntm.criteria.types import Asked, Code, Direction, Value, ValueKind
from openntm.criteria.types.law import RowValue


def code_of(asked: Asked, value: RowValue | None, figure: Value | None) -> Code:
    """The figure is looked at first: without one nothing else matters."""
    if figure is None:
        return Code.NO_FIGURE
    if value is None:
        return Code.NO_THRESHOLD
    return Code.MET if _passes(asked, value, figure) else Code.NOT_MET


def gap_of(asked: Asked, value: RowValue | None, figure: Value | None) -> Decimal | None:
    """How much is missing, in the unit: 0 when met, nothing for a yes/no or a grade without a score."""
    if asked.value_kind is ValueKind.GRADE:
        value = _score_needed(asked, value)
    if not isinstance(figure, Decimal) or not isinstance(value, Decimal):
        return None
    short = value - figure if asked.direction is Direction.AT_LEAST else figure - value
    return max(short, Decimal(0))


def grade_of(asked: Asked, score: Decimal) -> str:
    """The grade of a score: the highest band it reaches, else the lowest grade of the scale."""
    reached = [band for band in asked.bands if band.starts <= score]
    return max(reached, key=lambda band: band.starts).grade if reached else asked.scale[0]


def _passes(asked: Asked, value: RowValue, figure: Value) -> bool:
    if asked.value_kind is ValueKind.BOOLEAN:
        return figure is value
    left, right = _comparable(asked, figure), _comparable(asked, value)
    return bool(left >= right if asked.direction is Direction.AT_LEAST else left <= right)


def _comparable(asked: Asked, value: Any) -> Any:
    if asked.value_kind is not ValueKind.GRADE:
        return value
    grade = grade_of(asked, value) if isinstance(value, Decimal) else value
    return asked.scale.index(grade)


def _score_needed(asked: Asked, grade: RowValue | None) -> Decimal | None:
    return next((band.starts for band in asked.bands if band.grade == grade), None)
