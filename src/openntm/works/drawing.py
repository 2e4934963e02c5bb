"""What the pages of a work draw: where it lies, schematically, and how it goes on against the plan."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from openntm.works.models import Progress, Work
from openntm.works.shapes import points_of

MAP, MARGIN = 240, 24
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 190, 44, 104, 14, 28


@dataclass(frozen=True)
class Sketch:
    """A square with the points in it; `metres` is the length of the bar below."""

    path: str
    points: list[tuple[float, float]]
    bar: float
    bar_text: str
    length_km: float


def sketch_of(work: Work) -> Sketch | None:
    given = points_of(work.shape)
    if not given:
        return None
    middle = math.cos(math.radians(sum(lat for _lon, lat in given) / len(given)))
    flat = [(lon * 111_320 * middle, lat * 110_574) for lon, lat in given]
    xs, ys = [x for x, _y in flat], [y for _x, y in flat]
    span = max(max(xs) - min(xs), max(ys) - min(ys), 400.0)
    scale = (MAP - 2 * MARGIN) / span
    left, top = (min(xs) + max(xs) - span) / 2, (min(ys) + max(ys) + span) / 2
    points = [(round(MARGIN + (x - left) * scale, 1), round(MARGIN + (top - y) * scale, 1)) for x, y in flat]
    metres = 10 ** math.floor(math.log10(span / 2))
    text = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    length = sum(math.dist(one, other) for one, other in itertools.pairwise(flat)) / 1000
    return Sketch(" ".join(f"{x},{y}" for x, y in points), points, round(metres * scale, 1), text, round(length, 2))


@dataclass(frozen=True)
class Line:
    """`ends` is where its label stands."""

    path: str
    dots: list[tuple[float, float]]
    ends: tuple[float, float]
    label: str


@dataclass(frozen=True)
class Chart:
    """Planned and actual over the days of the work; `ticks` are (spot, text)."""

    planned: Line | None
    actual: Line | None
    across: list[tuple[float, str]]
    up: list[tuple[float, str]]


Read = Callable[[Progress], float | None]


def chart_of(
    rows: Sequence[Progress], planned: Read, actual: Read, most: float, label: Callable[[float], str]
) -> Chart:
    """`most` is the upper end of the scale, written by `label`."""
    first, last = rows[0].day, rows[-1].day
    days = max((last - first).days, 1)

    def spot(day: date, value: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days
        return round(x, 1), round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / most, 1.0), 1)

    def line(read: Read) -> Line | None:
        given = [(row.day, value) for row in rows if (value := read(row)) is not None]
        dots = [spot(day, value) for day, value in given]
        return Line(" ".join(f"{x},{y}" for x, y in dots), dots, dots[-1], label(given[-1][1])) if dots else None

    across = [(spot(day, 0)[0], f"{day:%d/%m/%y}") for day in dict.fromkeys((first, last))]
    up = [(spot(first, most * share)[1], label(most * share)) for share in (0.0, 0.5, 1.0)]
    return apart(Chart(line(planned), line(actual), across, up))


def apart(chart: Chart) -> Chart:
    """The two labels at the ends never cover each other."""
    if not (chart.planned and chart.actual):
        return chart
    (px, py), (ax, ay) = chart.planned.ends, chart.actual.ends
    gap = 14 - abs(py - ay)
    if gap <= 0 or abs(px - ax) > RIGHT:
        return chart
    up = -1 if py <= ay else 1
    planned = Line(chart.planned.path, chart.planned.dots, (px, py + up * gap / 2), chart.planned.label)
    actual = Line(chart.actual.path, chart.actual.dots, (ax, ay - up * gap / 2), chart.actual.label)
    return Chart(planned, actual, chart.across, chart.up)
