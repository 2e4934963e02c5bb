"""Charts as figures on paper: lines over the years and bars beside a threshold, drawn by templates as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.reports.wording import number_text

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 14, 62, 26, 26


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
    zero: str
    threshold: str
    threshold_text: str
    threshold_y: str
    box: str = f"0 0 {WIDTH} {HEIGHT}"

    @property
    def points(self) -> str:
        return " ".join(f"{spot.x},{spot.y}" for spot in self.spots)


def line(
    title: str, unit: str, values: Sequence[tuple[date, Decimal]], threshold: Decimal | None = None, note: str = ""
) -> Line:
    """The axis begins at zero, so that heights may be compared."""
    top = max([value for _, value in values] + ([threshold] if threshold is not None else []) + [Decimal(1)])
    low = min([value for _, value in values] + [Decimal(0)])
    first, last = values[0][0].toordinal(), values[-1][0].toordinal()

    def x(on: date) -> float:
        share = (on.toordinal() - first) / ((last - first) or 1)
        return LEFT + 16 + share * (WIDTH - LEFT - RIGHT - 16)

    def y(value: Decimal) -> float:
        return TOP + float((top - value) / ((top - low) or 1)) * (HEIGHT - TOP - BOTTOM)

    shown = labelled(len(values))
    spots = [
        Spot(
            f"{x(on):.1f}",
            f"{y(value):.1f}",
            number_text(value) if index in shown else "",
            f"{max(12.0, y(value) - 9):.1f}",
            str(on.year) if (on.month, on.day) == (12, 31) else on.strftime("%m/%Y"),
        )
        for index, (on, value) in enumerate(values)
    ]
    has = threshold is not None
    height = f"{y(threshold):.1f}" if threshold is not None else ""
    return Line(title, unit, spots, f"{y(Decimal(0)):.1f}", height, number_text(threshold) if has else note, height)


def labelled(count: int) -> set[int]:
    """Every point while they are few, else the first, the last and some between."""
    step = max(1, (count - 1) // 5 + (1 if (count - 1) % 5 else 0))
    return {count - 1, *range(0, max(count - step // 2, 1), step)} if count > 6 else set(range(count))


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
