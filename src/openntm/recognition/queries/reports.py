"""A report as people read it: headings of the form, the office's text, and the locked tables in one language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import formats

from openntm.recognition.models import ProgressReport
from openntm.recognition.reporting import form
from openntm.steering.models import Title


@dataclass(frozen=True)
class ReportTable:
    """`heads` are (title, whether its cells are numbers); every cell is text as it is printed."""

    key: str
    title: str
    heads: list[tuple[str, bool]]
    rows: list[list[str]]


@dataclass(frozen=True)
class ReportPart:
    """One heading with what was written under it and its tables."""

    key: str
    number: str
    title: str
    help: str
    text: str
    tables: list[ReportTable]


def parts_of(report: ProgressReport, language: str) -> list[ReportPart]:
    texts = dict(report.sections.values_list("key", "text"))
    tables = {one["key"]: table_in(one, language) for one in report.locked}
    return [
        ReportPart(
            section["key"],
            roman(number),
            section["title"][language],
            section["help"][language],
            texts.get(section["key"], ""),
            [tables[key] for key in section["tables"] if key in tables],
        )
        for number, section in enumerate(form()["sections"], start=1)
    ]


def table_in(table: dict[str, Any], language: str) -> ReportTable:
    """The columns of the other language are left out."""
    other = "en" if language == "vi" else "vi"
    kept = [place for place, column in enumerate(table["columns"]) if column["kind"] != other]
    columns = [table["columns"][place] for place in kept]
    heads = [(column[language], column["kind"] == "number") for column in columns]
    rows = [[cell_text(row[place], table["columns"][place]["kind"]) for place in kept] for row in table["rows"]]
    return ReportTable(table["key"], table["title"][language], heads, rows)


def cell_text(value: Any, kind: str) -> str:
    if value is None:
        return "–"
    if kind == "title":
        return str(Title(value).label)
    if kind == "day":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    return number_text(str(value)) if kind == "number" else str(value)


def number_text(value: str) -> str:
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    return str(formats.number_format(exact, use_l10n=True, force_grouping=abs(exact) >= 1000))


def roman(number: int) -> str:
    signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    said = ""
    for value, sign in signs:
        while number >= value:
            said, number = said + sign, number - value
    return said
