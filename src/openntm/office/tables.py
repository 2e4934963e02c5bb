"""A table as every page and every file shows it: columns, rows, where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator

from openntm.office.wording import day_text, figure_text, number_text, verdict_text
from openntm.places.vietnamese import sort_key

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text, number, verdict or day; `unit` stands in the head; `in_files` is left out of narrow cards."""

    key: str
    title: str
    kind: str = "text"
    unit: str = ""
    in_files: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what files hold and what sorts; `text` what a page shows instead, `under` a second line there."""

    value: Any
    text: str = ""
    url: str = ""
    because: Any = None
    verified: bool = True
    illustrative: bool = False
    order: Any = None
    under: str = ""


Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    """`key` names the table in addresses; `source` says where its rows come from."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    source: str = ""
    note: str = ""
    illustrative: bool = False
    total: Row | None = None
    sort: str = ""
    descending: bool = False
    page: Page[Row] | None = None
    wide_first: bool = False
    at: str = field(default="", compare=False)

    @property
    def shown(self) -> Sequence[Row]:
        return list(self.page) if self.page else self.rows

    @property
    def narrow(self) -> Sequence[Column]:
        return [column for column in self.columns if not column.in_files]

    @property
    def is_paged(self) -> bool:
        return self.page is not None and self.page.paginator.num_pages > 1

    def asked(self, query: Mapping[str, str], path: str) -> "Table":
        """The table sorted and paged as the address asks; an address that asks for another table leaves it."""
        if query.get("table", self.key) != self.key:
            query = {}
        key = query.get("sort", "")
        known = {column.key for column in self.columns}
        descending = query.get("order") == "desc"
        rows = sorted_rows(self.rows, key, descending) if key in known else self.rows
        page = Paginator(rows, ROWS_A_PAGE).get_page(query.get("page", "1"))
        return replace(self, rows=rows, sort=key if key in known else "", descending=descending, page=page, at=path)


def turned(key: str, sort: str, *, descending: bool) -> dict[str, str]:
    """What the link of a heading asks for: ascending first; once more turns it round."""
    return {"sort": key, **({"order": "desc"} if sort == key and not descending else {})}


def sorted_rows(rows: Sequence[Row], key: str, descending: bool) -> list[Row]:
    """Vietnamese order; empty cells last in both directions."""
    filled = [row for row in rows if row[key].value is not None]
    empty = [row for row in rows if row[key].value is None]
    return sorted(filled, key=lambda row: order_of(row[key]), reverse=descending) + empty


def order_of(cell: Cell) -> tuple[int, Any]:
    value = cell.value if cell.order is None else cell.order
    if isinstance(value, bool | int | Decimal):
        return 0, value
    if isinstance(value, date):
        return 1, value.isoformat()
    return 2, sort_key(str(getattr(value, "value", value)))


def cells(**values: Any) -> dict[str, Cell]:
    """A row from plain values and cells."""
    return {key: value if isinstance(value, Cell) else Cell(value) for key, value in values.items()}


def text_of(cell: Cell, column: Column) -> str:
    """What a page and a printed table say."""
    if cell.text:
        return cell.text
    if cell.value is None:
        return ""
    if column.kind == "verdict":
        return verdict_text(cell.because or cell.value)
    if column.kind == "day" and isinstance(cell.value, date):
        return day_text(cell.value)
    if isinstance(cell.value, bool):
        return figure_text(cell.value)
    return number_text(cell.value) if column.kind == "number" else str(cell.value)


def any_illustrative(rows: Iterable[Row]) -> bool:
    return any(cell.illustrative for row in rows for cell in row.values())
