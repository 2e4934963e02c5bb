"""The communes on paper: schematic from centre points, or real from loaded boundaries. No tiles, no script."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROUNDS = 240
MARGIN = 8.0
RADIUS = 14.0
LINE = 13.0
LETTER = 7.0


@dataclass
class Mark:
    """A commune on the map; `x`, `y` where it is drawn, `true_x`, `true_y` where its centre lies."""

    place: int
    name: str
    number: str
    level: str
    holder: bool
    url: str
    x: float
    y: float
    title: str = ""
    true_x: float = 0.0
    true_y: float = 0.0
    path: str = ""

    @property
    def lines(self) -> list[str]:
        """The name in one line, or two when it is long."""
        words = self.name.split()
        return [self.name] if len(words) < 3 or len(self.name) < 11 else [" ".join(words[:2]), " ".join(words[2:])]

    @property
    def labels(self) -> list[tuple[str, str]]:
        first = self.y + (RADIUS + 11 if not self.path else 10)
        return [(text, fixed(first + LINE * index)) for index, text in enumerate(self.lines)]

    @property
    def half_width(self) -> float:
        return max(RADIUS, max(len(line) for line in self.lines) * LETTER / 2) + 2

    @property
    def depth(self) -> float:
        return RADIUS * 2 + 2 + LINE * len(self.lines)

    @property
    def is_moved(self) -> bool:
        return not self.path and math.hypot(self.x - self.true_x, self.y - self.true_y) > RADIUS

    @property
    def spot(self) -> dict[str, str]:
        names = ("x", "y", "true_x", "true_y")
        return {name: fixed(getattr(self, name)) for name in names} | {
            "number_y": fixed(self.y + (-6 if self.path else 4))
        }


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    marks: Sequence[Mark]
    is_schematic: bool

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def fixed(value: float) -> str:
    return f"{value:.1f}"


def schematic(marks: Iterable[Mark], points: Mapping[int, tuple[Any, Any]], width: int, height: int) -> Drawing:
    """Each commune near its centre point, pushed aside until neither signs nor names lie on one another."""
    drawn = [mark for mark in marks if mark.place in points]
    if drawn:
        place_points(drawn, points, width, height)
        settle(drawn, width, height)
    return Drawing(width, height, drawn, True)


def place_points(marks: list[Mark], points: Mapping[int, tuple[Any, Any]], width: int, height: int) -> None:
    project = projection([(float(points[m.place][1]), float(points[m.place][0])) for m in marks], width, height, 34)
    for mark in marks:
        lat, lon = points[mark.place]
        mark.x, mark.y = mark.true_x, mark.true_y = project(float(lon), float(lat))


def projection(points: Sequence[tuple[float, float]], width: int, height: int, margin: float) -> Any:
    """Degrees to the drawing: east right, north up, both stretched to fill the paper when it is schematic."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across, along = (width - 2 * margin) / ((east - west) or 1), (height - 2 * margin - LINE) / ((north - south) or 1)
    return lambda lon, lat: (margin + (lon - west) * across, margin + (north - lat) * along)


def settle(marks: list[Mark], width: int, height: int) -> None:
    for _round in range(ROUNDS):
        moved = False
        for index, one in enumerate(marks):
            for other in marks[index + 1 :]:
                moved = part(one, other) or moved
        for mark in marks:
            keep_inside(mark, width, height)
        if not moved:
            return


def part(one: Mark, other: Mark) -> bool:
    """Pushes two marks apart along the shorter way; false when they do not touch."""
    over_x = one.half_width + other.half_width - abs(one.x - other.x)
    upper, lower = (one, other) if one.y <= other.y else (other, one)
    over_y = upper.depth - RADIUS - (lower.y - RADIUS - upper.y) + 2
    if over_x <= 0 or over_y <= 0:
        return False
    if over_x < over_y:
        push = (over_x / 2 + 0.1) * (1 if one.x <= other.x else -1)
        one.x, other.x = one.x - push, other.x + push
    else:
        push = over_y / 2 + 0.1
        upper.y, lower.y = upper.y - push, lower.y + push
    return True


def keep_inside(mark: Mark, width: int, height: int) -> None:
    mark.x = min(max(mark.x, mark.half_width + MARGIN / 2), width - mark.half_width - MARGIN / 2)
    mark.y = min(max(mark.y, RADIUS + MARGIN), height - mark.depth + RADIUS - MARGIN / 2)


def real(marks: Iterable[Mark], shapes: Mapping[int, Any], width: int) -> Drawing:
    """From GeoJSON geometries, in one scale both ways (a degree of longitude is shorter by the cosine)."""
    drawn = [mark for mark in marks if mark.place in shapes]
    rings = {mark.place: rings_of(shapes[mark.place]) for mark in drawn}
    every = [point for found in rings.values() for ring in found for point in ring]
    if not every:
        return Drawing(width, width, [], False)
    west, north = min(p[0] for p in every), max(p[1] for p in every)
    south, east = min(p[1] for p in every), max(p[0] for p in every)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / (((east - west) * shrink) or 1)
    height = round((north - south) * scale + 2 * MARGIN)

    def spot(point: Sequence[float]) -> tuple[float, float]:
        return MARGIN + (point[0] - west) * shrink * scale, MARGIN + (north - point[1]) * scale

    for mark in drawn:
        outlines = [[spot(point) for point in ring] for ring in rings[mark.place]]
        mark.path = " ".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in outlines)
        mark.x, mark.y = middle(max(outlines, key=lambda ring: abs(area(ring))))
    return Drawing(width, height, drawn, False)


def rings_of(geometry: Mapping[str, Any]) -> list[list[Sequence[float]]]:
    shapes = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for shape in shapes for ring in shape]


def area(ring: Sequence[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of an outline."""
    size = area(ring) * 6
    if not size:
        return ring[0]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / size
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / size
    return x, y
