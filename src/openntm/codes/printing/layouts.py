"""How stamps lie on paper, from `data/layouts.yaml`; a layout that would not scan or not fit is refused when read."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

DATA = Path(__file__).parent.parent / "data" / "layouts.yaml"
POINT = 72 / 25.4  # of a millimetre
QUIET = 4  # modules of white that ISO/IEC 18004 asks for around a symbol
FEWEST_MODULES = 29  # of the symbols that addresses give: the fewer, the wider their quiet zone
TICK = 1.5  # mm that a cut mark reaches from the corner
CLEAR = 0.2  # mm between the quiet zone and the edge along which one cuts
Pair = tuple[float, float]


class Rect(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, other: "Rect") -> bool:
        slack = 1e-6
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def meets(self, other: "Rect") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Strict):
    vi: str
    en: str


class Symbol(Strict):
    left: float
    top: float
    side: float = Field(ge=8)

    @property
    def quiet(self) -> Rect:
        """With its quiet zone, at its widest."""
        white = QUIET * self.side / FEWEST_MODULES
        return Rect(self.left - white, self.top - white, self.left + self.side + white, self.top + self.side + white)


class Box(Strict):
    left: float
    top: float
    width: float = Field(gt=0)
    size: float = Field(ge=4, le=24)

    @property
    def rect(self) -> Rect:
        return Rect(self.left, self.top, self.left + self.width, self.top + self.size / POINT)


class Layout(Strict):
    key: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    kind: Literal["sheet", "roll"]
    title: Words
    page: Pair
    columns: int = Field(ge=1, le=20)
    rows: int = Field(ge=1, le=60)
    label: Pair
    margin: Pair
    gap: Pair
    cut_marks: bool
    symbol: Symbol
    text: Box
    name: Box | None = None  # where the run's title stands

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def corners(self) -> Iterator[Pair]:
        """The upper left corner of each label, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                across, down = self.label[0] + self.gap[0], self.label[1] + self.gap[1]
                yield self.margin[0] + column * across, self.margin[1] + row * down

    @model_validator(mode="after")
    def fits(self) -> "Layout":
        last = list(self.corners())[-1]
        paper = Rect(0, 0, *self.page)
        if not Rect(*self.margin, last[0] + self.label[0], last[1] + self.label[1]).lies_in(paper):
            raise ValueError("the labels go beyond the paper")
        clear = CLEAR if self.cut_marks else 0
        label = Rect(0, 0, *self.label)
        if not self.symbol.quiet.lies_in(Rect(clear, clear, label.right - clear, label.bottom - clear)):
            raise ValueError(f"the quiet zone of {QUIET} modules does not fit into the label")
        for box in filter(None, (self.text, self.name)):
            if not box.rect.lies_in(label):
                raise ValueError("a line of letters goes beyond the label")
            if box.rect.meets(self.symbol.quiet):
                raise ValueError("a line of letters lies in the quiet zone")
        if self.text.top < self.symbol.top:
            raise ValueError("the written code does not stand under its symbol")
        return self


class LayoutsRefused(ValueError):
    """Two layouts bear the same key."""


def read_layouts(text: str) -> dict[str, Layout]:
    found = TypeAdapter(list[Layout]).validate_python(as_pairs(yaml.safe_load(text)))
    if len({one.key for one in found}) < len(found):
        raise LayoutsRefused
    return {one.key: one for one in found}


def as_pairs(read: object) -> object:
    """YAML knows no pairs, and writes 5.0 as 5."""
    if isinstance(read, dict):
        return {key: as_pairs(value) for key, value in read.items()}
    if isinstance(read, list) and read and not isinstance(read[0], dict):
        return tuple(float(one) for one in read)
    return [as_pairs(one) for one in read] if isinstance(read, list) else read


@cache
def layouts() -> dict[str, Layout]:
    return read_layouts(DATA.read_text(encoding="utf-8"))
