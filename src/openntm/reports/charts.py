"""Charts as figures on paper: lines over the years and bars beside a threshold, drawn by templates as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.wording import number_text

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 14, 62, 26, 26
ROOM = 46  # between two labels


@dataclass(frozen=True)
class Spot:
    x: str
    y: str
    label: str
    label_y: str
    under: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Line:
    """One series over days, with its zero line and, where there is one, the threshold as steps."""

    title: str
    unit: str
    spots: Sequence[Spot]
    beside: Sequence[Spot]
    zero: str
    threshold: str
    threshold_text: str
    threshold_y: str
    box: str = f"0 0 {WIDTH} {HEIGHT}"

    @property
    def points(self) -> str:
        return " ".join(f"{spot.x},{spot.y}" for spot in self.spots)


def line(
    title: str,
    unit: str,
    values: Sequence[tuple[date, Decimal]],
    threshold: Decimal | None = None,
    rivals: Mapping[date, Sequence[Decimal]] | None = None,
) -> Line:
    """The axis begins at zero, so that heights may be compared; `rivals` are what other sources say of a day."""
    others = rivals or {}
    every = [*(value for _, value in values), *(value for found in others.values() for value in found)]
    top, low = max([*every, threshold or Decimal(0), Decimal(1)]), min([*every, Decimal(0)])
    first, last = values[0][0].toordinal(), values[-1][0].toordinal()

    def x(on: date) -> float:
        share = (on.toordinal() - first) / ((last - first) or 1)
        return LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 16)

    def y(value: Decimal) -> float:
        return TOP + float((top - value) / ((top - low) or 1)) * (HEIGHT - TOP - BOTTOM)

    shown = labelled([x(on) for on, _value in values])
    spots = [
        spot(x(on), y(value), words(value, others.get(on, ())) if n in shown else "", on)
        for n, (on, value) in enumerate(values)
    ]
    beside = [spot(x(on), y(value), "", on) for on, found in others.items() for value in found]
    height = f"{y(threshold):.1f}" if threshold is not None else ""
    text = number_text(threshold) if threshold is not None else ""
    return Line(title, unit, spots, beside, f"{y(Decimal(0)):.1f}", height, text, height)


def words(value: Decimal, others: Sequence[Decimal]) -> str:
    return " / ".join(number_text(one) for one in sorted({value, *others}))


def spot(x: float, y: float, label: str, on: date) -> Spot:
    """A long label at the edge grows inwards."""
    under = str(on.year) if (on.month, on.day) == (12, 31) else on.strftime("%m/%Y")
    wide = len(label) > 6
    anchor = "start" if wide and x < WIDTH / 3 else "end" if wide and x > WIDTH / 2 else "middle"
    return Spot(f"{x:.1f}", f"{y:.1f}", label, f"{max(12.0, y - 9):.1f}", under, anchor)


def labelled(across: Sequence[float]) -> set[int]:
    """The last point, the first one, and those between that leave room for their words."""
    shown = {len(across) - 1}
    edge, left = across[-1], across[0]
    for index in (0, *range(len(across) - 2, 0, -1)):
        if edge - across[index] >= ROOM and (index == 0 or across[index] - left >= ROOM):
            shown.add(index)
            edge = across[index] if index else edge
    return shown


@dataclass(frozen=True)
class Bar:
    name: str
    url: str
    width: str
    y: str
    text_y: str
    value_x: str
    value: str
    verdict: str
    marked: bool = False


@dataclass(frozen=True)
class Bars:
    """One bar a commune, the threshold as a line across."""

    bars: Sequence[Bar]
    width: int
    height: int
    start: int
    threshold_x: str
    threshold_text: str
    threshold_anchor: str

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class Measured:
    name: str
    url: str
    value: Decimal | None
    text: str
    verdict: str
    threshold: Decimal | None = None


def bars(rows: Sequence[Measured], width: int, start: int, threshold: Decimal | None, text: str) -> Bars:
    top = max([row.value for row in rows if row.value is not None] + [threshold or Decimal(0), Decimal(1)])
    room = width - start - 62
    drawn = [bar(row, index, start, room, top) for index, row in enumerate(rows)]
    mark = start + float((threshold or 0) / top) * room
    anchor = "end" if mark > width * 0.6 else "start"
    shown = f"{mark:.1f}" if threshold is not None else ""
    return Bars(drawn, width, 30 + 24 * len(rows), start, shown, text, anchor)


def bar(row: Measured, index: int, start: int, room: int, top: Decimal) -> Bar:
    length = float(max(row.value or Decimal(0), Decimal(0)) / top) * room
    y = 28 + 24 * index
    end = start + length + 6
    return Bar(row.name, row.url, f"{length:.1f}", str(y), str(y + 12), f"{end:.1f}", row.text, row.verdict)
