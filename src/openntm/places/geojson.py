"""Reading boundaries from GeoJSON (RFC 7946) and refusing what is not one."""

import itertools
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

LARGEST_FILE = 50_000_000
DECIMALS = 6
WGS84 = ("CRS84", "4326")

Point = tuple[float, float]


class BoundariesRefused(ValueError):
    """The file is refused as a whole; the message says which unit and why."""


@dataclass(frozen=True)
class Shape:
    code: str
    name: str
    geometry: dict[str, Any]


def read_shapes(path: Path) -> list[Shape]:
    content = _json(path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise BoundariesRefused("not GeoJSON: a FeatureCollection is expected")
    if "crs" in content and not any(mark in json.dumps(content["crs"]) for mark in WGS84):
        raise BoundariesRefused("coordinates must be degrees (WGS 84); the file names another reference system")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise BoundariesRefused("the file holds no feature")
    shapes = [_shape(number, feature) for number, feature in enumerate(features, start=1)]
    codes = [shape.code for shape in shapes]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise BoundariesRefused(f"code {twice} stands twice in the file")
    return shapes


def _json(path: Path) -> Any:
    if path.stat().st_size > LARGEST_FILE:
        raise BoundariesRefused(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        return json.loads(path.read_text("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as refused:
        raise BoundariesRefused(f"not GeoJSON: {refused or 'too deeply nested'}") from None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _shape(number: int, feature: Any) -> Shape:
    known = feature.get("properties") if isinstance(feature, dict) else None
    code = known.get("code") if isinstance(known, dict) else None
    if not isinstance(code, str) or not isinstance(known, dict):
        raise BoundariesRefused(f"feature {number}: the property `code` (text, such as 07444) is missing")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BoundariesRefused(f"{code}: a Polygon or MultiPolygon is expected")
    nested = [geometry.get("coordinates")] if geometry["type"] == "Polygon" else geometry.get("coordinates")
    try:
        polygons = [_polygon(polygon) for polygon in _filled(nested, "polygon")]
    except BoundariesRefused as refused:
        raise BoundariesRefused(f"{code}: {refused}") from None
    name = known.get("name")
    return Shape(code, name if isinstance(name, str) else "", {"type": "MultiPolygon", "coordinates": polygons})


def _filled(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BoundariesRefused(f"a {what} without coordinates")
    return value


def _polygon(value: Any) -> list[list[Point]]:
    return [_ring([_point(point) for point in _filled(ring, "ring")]) for ring in _filled(value, "polygon")]


def _point(value: Any) -> Point:
    numbers = isinstance(value, list) and len(value) in {2, 3}
    if not numbers or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value):
        raise BoundariesRefused(f"{json.dumps(value)[:60]} is not a point (longitude, latitude)")
    lon, lat = float(value[0]), float(value[1])
    if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lon) > 180 or abs(lat) > 90:
        raise BoundariesRefused(f"{lon:g}, {lat:g} are not degrees of longitude and latitude")
    return round(lon, DECIMALS), round(lat, DECIMALS)


def _ring(points: list[Point]) -> list[Point]:
    if len(points) < 4 or points[0] != points[-1]:
        raise BoundariesRefused("a ring needs four points or more, and the last must be the first")
    if not doubled_area(points):
        raise BoundariesRefused("a ring encloses nothing")
    if cross := next(crossings(points), None):
        raise BoundariesRefused(f"a ring crosses itself near {cross[0]:g}, {cross[1]:g}")
    return points


def doubled_area(ring: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def crossings(ring: Sequence[Point]) -> Iterator[Point]:
    """Where two sides of a ring properly cross; only sides that share a stretch of longitude are compared."""
    sides = sorted(itertools.pairwise(ring), key=lambda side: min(side[0][0], side[1][0]))
    open_sides: list[tuple[Point, Point]] = []
    for side in sides:
        left = min(side[0][0], side[1][0])
        open_sides = [other for other in open_sides if max(other[0][0], other[1][0]) >= left]
        for other in open_sides:
            if _cross(side, other):
                yield side[0]
        open_sides.append(side)


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
