"""A family tree of units as boxes in columns, one column a generation, for an SVG that the server draws."""

from collections import defaultdict
from dataclasses import dataclass

from openntm.places.history import History, Step
from openntm.places.models import PlaceVersion

WIDTH, HEIGHT, GAP, BETWEEN = 200, 46, 12, 56


@dataclass(frozen=True)
class Box:
    version: PlaceVersion
    x: int
    y: int
    own: bool


@dataclass(frozen=True)
class Arrow:
    x1: int
    y1: int
    x2: int
    y2: int
    middle: int
    sure: bool
    rival: bool


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: list[Box]
    arrows: list[Arrow]


def drawing_of(history: History) -> Drawing | None:
    """None where the unit has no relatives: there is nothing to draw."""
    steps = [step for step in history.family if step.after]
    if not steps:
        return None
    columns = _columns(history.version, steps)
    tallest = max(len(column) for column in columns)
    boxes: dict[int, Box] = {}
    for number, column in enumerate(columns):
        top = (tallest - len(column)) * (HEIGHT + GAP) // 2
        for row, version in enumerate(column):
            own = version.place_id == history.version.place_id
            boxes[version.place_id] = Box(version, number * (WIDTH + BETWEEN), top + row * (HEIGHT + GAP), own)
    height, width = tallest * (HEIGHT + GAP) - GAP, len(columns) * (WIDTH + BETWEEN) - BETWEEN
    return Drawing(width, height, list(boxes.values()), [_arrow(step, boxes) for step in steps])


def _columns(centre: PlaceVersion, steps: list[Step]) -> list[list[PlaceVersion]]:
    """A unit stands right of all that it was made of, and next to what it became."""
    shown = {centre.place_id: centre}
    for step in steps:
        shown.setdefault(step.line.predecessor_id, step.before)
        if step.after:
            shown.setdefault(step.after.place_id, step.after)
    depth = dict.fromkeys(shown, 0)
    for _ in shown:
        for step in steps:
            if step.after:
                depth[step.after.place_id] = max(depth[step.after.place_id], depth[step.line.predecessor_id] + 1)
    for _ in shown:
        for step in steps:
            if step.after:
                later = [
                    depth[one.after.place_id]
                    for one in steps
                    if one.after and one.line.predecessor_id == step.line.predecessor_id
                ]
                depth[step.line.predecessor_id] = min(later) - 1
    columns: dict[int, list[PlaceVersion]] = defaultdict(list)
    for place, version in sorted(shown.items(), key=lambda item: (item[1].sort_key, item[0])):
        columns[depth[place]].append(version)
    return [columns[number] for number in sorted(columns)]


def _arrow(step: Step, boxes: dict[int, Box]) -> Arrow:
    start, end = boxes[step.line.predecessor_id], boxes[step.line.successor_id or 0]
    x1, x2 = start.x + WIDTH, end.x
    middle = (x1 + x2) // 2
    return Arrow(
        x1, start.y + HEIGHT // 2, x2, end.y + HEIGHT // 2, middle, sure=step.line.verified, rival=step.line.rival
    )
