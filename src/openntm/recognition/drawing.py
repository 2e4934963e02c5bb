"""The course of a target as one small picture: base, straight way to the goal, what was counted since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.recognition.queries.progress import Progress

WIDE, NARROW, HEIGHT = 480, 320, 230
LEFT, RIGHT, TOP, BOTTOM = 30, 84, 28, 34


@dataclass(frozen=True)
class Mark:
    """A point with its words beside it and its day beneath."""

    x: str
    y: str
    label_y: str
    value: Decimal
    day: date
    is_first: bool = True


@dataclass(frozen=True)
class Drawing:
    band: str
    least: str
    marks: tuple[Mark, ...]
    base: Mark
    goal: Mark
    goal_top: Mark
    today: str
    today_text: str
    today_anchor: str
    zero: str
    width: int
    under: int = HEIGHT - 10

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {HEIGHT}"

    @property
    def right(self) -> int:
        return self.width - RIGHT + 8

    @property
    def points(self) -> str:
        """The counts in the order of their days; of a day with several, the smallest."""
        return " ".join(f"{mark.x},{mark.y}" for mark in (self.base, *self.marks) if mark.is_first)


def drawing_of(progress: Progress, width: int = WIDE) -> Drawing | None:
    """None where the plan states no base or no goal: there is no way between them to draw."""
    course = progress.course
    if course is None:
        return None
    counted = [one for one in progress.series if one != (course.base_day, course.base)]
    top = max([course.goal.high, course.base, *(value for _, value in counted)])
    last = max(course.due, progress.on)

    def x(on: date) -> float:
        return LEFT + (on - course.base_day).days / (last - course.base_day).days * (width - LEFT - RIGHT)

    def y(value: Decimal) -> float:
        return TOP + float((top - value) / (top or 1)) * (HEIGHT - TOP - BOTTOM)

    def mark(on: date, value: Decimal, *, is_first: bool = True) -> Mark:
        return Mark(f"{x(on):.1f}", f"{y(value):.1f}", f"{y(value) - 8:.1f}", value, on, is_first)

    base, low = mark(course.base_day, course.base), mark(course.due, course.goal.low)
    high = mark(course.due, course.goal.high)
    at = x(min(max(progress.on, course.base_day), last))
    return Drawing(
        band=f"{base.x},{base.y} {low.x},{low.y} {high.x},{high.y}",
        least=f"{base.x},{base.y} {low.x},{low.y}",
        marks=tuple(mark(on, value, is_first=first) for on, value, first in in_order(counted, course.base_day)),
        base=base,
        goal=low,
        goal_top=high,
        today=f"{at:.1f}",
        today_text=f"{progress.on:%d/%m/%Y}",
        today_anchor="start" if at < width / 3 else "end" if at > width * 2 / 3 else "middle",
        zero=f"{y(Decimal(0)):.1f}",
        width=width,
    )


def in_order(counted: Iterable[tuple[date, Decimal]], base_day: date) -> Iterable[tuple[date, Decimal, bool]]:
    """Each count, and whether it is the first of its day; those of the base's own day stand beside the line."""
    seen = {base_day}
    for on, value in sorted(counted):
        yield on, value, on not in seen
        seen.add(on)
