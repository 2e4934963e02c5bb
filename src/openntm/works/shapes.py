"""Where a work lies: one point or one line, typed or taken from a GeoJSON file."""

import json
import math
import re
from typing import Any

from openntm.works.services.refusals import NoPosition, NotGeoJson, OutsideVietnam, TooManyPoints

MOST, DECIMALS = 500, 6
LATITUDES, LONGITUDES = (6.0, 24.0), (102.0, 118.0)  # with the islands
PAIR = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,\s]\s*(-?\d{1,3}(?:\.\d+)?)")
Shape = dict[str, Any]


def shape_of_text(text: str) -> Shape | None:
    """One “lat, lon” a line, or several parted by semicolons."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    return shape_of([position(part) for part in parts]) if parts else None


def position(text: str) -> tuple[float, float]:
    """Longitude first, as GeoJSON has it."""
    found = PAIR.fullmatch(text)
    if found is None:
        raise NoPosition(text=text[:60])
    return float(found[2]), float(found[1])


def shape_of_geojson(content: bytes) -> Shape:
    """Of a geometry, a feature or a collection of one feature."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotGeoJson from None
    for step in ("features", "geometry"):
        if isinstance(found, dict) and step in found:
            found = found[step]
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
    if not isinstance(found, dict) or found.get("type") not in {"Point", "LineString"}:
        raise NotGeoJson
    given = found.get("coordinates")
    points = [given] if found["type"] == "Point" else given
    if not isinstance(points, list) or not all(is_position(point) for point in points):
        raise NotGeoJson
    return shape_of([(float(point[0]), float(point[1])) for point in points])


def is_position(given: Any) -> bool:
    numbers = isinstance(given, list) and len(given) in {2, 3}
    return numbers and all(isinstance(one, int | float) and not isinstance(one, bool) for one in given)


def shape_of(points: list[tuple[float, float]]) -> Shape:
    if len(points) > MOST:
        raise TooManyPoints(most=MOST)
    if not points:
        raise NotGeoJson
    for lon, lat in points:
        inside = LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]
        if not inside or not math.isfinite(lon + lat):
            raise OutsideVietnam(lat=f"{lat:g}", lon=f"{lon:g}")
    rounded = [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in points]
    if len(rounded) == 1:
        return {"type": "Point", "coordinates": rounded[0]}
    return {"type": "LineString", "coordinates": rounded}


def points_of(shape: Shape | None) -> list[tuple[float, float]]:
    """Longitude and latitude."""
    if not shape:
        return []
    given = [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"]
    return [(lon, lat) for lon, lat in given]


def text_of_shape(shape: Shape | None, between: str = "\n") -> str:
    """As it is typed; read back it is the same shape."""
    return between.join(f"{plain(lat)}, {plain(lon)}" for lon, lat in points_of(shape))


def plain(degrees: float) -> str:
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
