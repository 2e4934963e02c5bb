"""A few sums as bars, drawn by the template; the table beside says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WIDTH, START, ROOM, STEP = 340, 8, 240, 46


@dataclass(frozen=True)
class Bar:
    name: Any
    value: Decimal
    width: str
    y: int
    text_x: str
    is_doubtful: bool

    @property
    def text_y(self) -> int:
        return self.y + 30

    @property
    def bar_y(self) -> int:
        return self.y + 18


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]

    @property
    def height(self) -> int:
        return STEP * len(self.bars) + 8

    @property
    def box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"


def bars(rows: Sequence[tuple[Any, Decimal, bool]]) -> Bars:
    """From nought, so that lengths may be compared; the last of each row says whether another source contradicts it."""
    top = max([value for _, value, _ in rows], default=Decimal(1)) or Decimal(1)
    drawn = []
    for place, (name, value, is_doubtful) in enumerate(rows):
        length = float(value / top) * ROOM
        drawn.append(Bar(name, value, f"{length:.1f}", 4 + STEP * place, f"{START + length + 6:.1f}", is_doubtful))
    return Bars(drawn)
