"""A table of `place, indicator, value` rows read into figures a place; wrong rows are named, none is guessed."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from openntm.assessment.asked import figures_asked
from openntm.assessment.sheets.table import NumberText
from openntm.criteria import CriteriaSet, FigureRefused, parse_attribute, parse_value
from openntm.criteria.types import Asked, Value

NAMES = {"place": "place", "indicator": "indicator", "value": "value"}
NAMES |= {"xã": "place", "địa bàn": "place", "chỉ tiêu": "indicator", "giá trị": "value", "số liệu": "value"}
ATTRIBUTE = "attribute:"
CLASSES = ("region", "group", "province", "zone")


class TableRefused(Exception):
    """The table cannot be judged; the text names row and column and says what to do."""


@dataclass(slots=True)
class PlaceFigures:
    figures: dict[str, Value | None] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)


def read_figures(criteria_set: CriteriaSet, rows: Sequence[Sequence[str]]) -> dict[str, PlaceFigures]:
    """Figures and attributes by place, in the order of the table; `rows` begin with the header."""
    first = next((at for at, row in enumerate(rows) if any(map(str.strip, row))), None)
    if first is None:
        raise TableRefused("row 1: the table is empty; it needs the columns place, indicator, value")
    header = header_of(first + 1, rows[first])
    positions = frozenset(header.values())
    reader = Reader(criteria_set)
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        cells = {key: stripped(row[at]) if at < len(row) else "" for key, at in header.items()}
        refuse_more(number, row, positions)
        if any(cells.values()):
            reader.take(number, cells)
    if not reader.places:
        raise TableRefused(f"row {first + 1}: the table has a header and no row beneath it")
    return reader.places


def stripped(cell: str) -> str:
    return cell if isinstance(cell, NumberText) else cell.strip()


def refuse_more(number: int, row: Sequence[str], positions: Set[int]) -> None:
    """A cell beyond the columns is most often the rest of a figure with a decimal comma."""
    if len(row) <= len(positions):
        return
    for at, cell in enumerate(row):
        if at not in positions and cell.strip():
            raise TableRefused(
                f'row {number}, column {at + 1}: {cell.strip()!r} stands in no column; write "98,5" in quotes, or 98.5'
            )


def header_of(number: int, row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = cell.strip()
        key = name if name.startswith(ATTRIBUTE) else NAMES.get(name.casefold())
        if key in found:
            raise TableRefused(f"row {number}, column {at + 1}: {name} stands twice")
        if key:
            found[key] = at
        elif name:
            raise TableRefused(
                f"row {number}, column {at + 1}: {name!r} is no column; use place, indicator, value, {ATTRIBUTE}…"
            )
    if missing := [name for name in ("place", "indicator", "value") if name not in found]:
        raise TableRefused(f"row {number}: the column {missing[0]} is missing; the header is place, indicator, value")
    return found


def spoken(error: FigureRefused) -> str:
    return f"{error.message_vi} / {error.message_en}"


class Reader:
    """Takes rows one by one and remembers what each place has said."""

    def __init__(self, criteria_set: CriteriaSet) -> None:
        self.law = criteria_set
        self.asked = asked_in(criteria_set)
        self.places: dict[str, PlaceFigures] = {}

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        if not cells["place"]:
            raise TableRefused(f"row {number}, column place: the place has no name")
        place = self.places.setdefault(cells["place"], PlaceFigures())
        for column, text in cells.items():
            if column.startswith(ATTRIBUTE) and text:
                self.take_attribute(number, place, column.removeprefix(ATTRIBUTE), text)
        if cells["indicator"]:
            self.take_figure(number, place, cells["indicator"], cells["value"])
        elif cells["value"]:
            raise TableRefused(f"row {number}, column indicator: a value stands here without an indicator")

    def take_figure(self, number: int, place: PlaceFigures, figure_id: str, text: str) -> None:
        asked = self.asked.get(figure_id)
        if isinstance(figure_id, NumberText) and f"{figure_id}0" in self.asked:
            raise TableRefused(
                f"row {number}, column indicator: the number {figure_id} may mean {figure_id} or {figure_id}0; "
                "format the column as text"
            )
        if asked is None:
            raise TableRefused(f"row {number}, column indicator: {figure_id!r} is no indicator of {self.law.id}")
        if figure_id in place.figures:
            raise TableRefused(f"row {number}, column indicator: {figure_id} stands twice for this place")
        try:
            place.figures[figure_id] = parse_value(asked, text) if text else None
        except FigureRefused as error:
            raise TableRefused(f"row {number}, column value: {spoken(error)}") from None

    def take_attribute(self, number: int, place: PlaceFigures, name: str, text: str) -> None:
        known = self.law.attributes.get(name)
        where = f"row {number}, column {ATTRIBUTE}{name}"
        if known is None and name not in CLASSES:
            names = ", ".join([*CLASSES, *self.law.attributes])
            raise TableRefused(f"{where}: unknown attribute; {self.law.id} knows: {names}")
        if name in ("region", "group"):
            self.refuse_unknown(where, name, text)
        try:
            value = parse_attribute(known, text) if known else text
        except FigureRefused as error:
            raise TableRefused(f"{where}: {spoken(error)}") from None
        if place.attributes.setdefault(name, value) != value:
            raise TableRefused(f"{where}: {text} differs from an earlier row of this place")

    def refuse_unknown(self, where: str, name: str, text: str) -> None:
        keys = [column.key for column in (self.law.regions if name == "region" else self.law.groups)]
        if keys and text not in keys:
            raise TableRefused(f"{where}: unknown {name} {text}; {self.law.id} has {', '.join(keys)}")


def asked_in(criteria_set: CriteriaSet) -> dict[str, Asked]:
    """Indicators and their parts, and the prerequisites, which a table without a database must state itself."""
    return figures_asked(criteria_set) | {asked.id: asked for asked in criteria_set.prerequisites}
