"""Tables to take away, each with its source, day and the name of the system."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Rows = Iterable[Sequence[Any]]
LOG_HEADINGS = [
    gettext_lazy("Number"),
    gettext_lazy("When"),
    gettext_lazy("Who"),
    gettext_lazy("Act"),
    gettext_lazy("What"),
    gettext_lazy("Place"),
    gettext_lazy("Field"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
    gettext_lazy("Reason"),
]


def origin() -> str:
    return _("OpenNTM, log of acts, taken on %(day)s") % {"day": timezone.localdate().strftime("%d/%m/%Y")}


def as_csv(headings: Sequence[Any], rows: Rows, told: str) -> bytes:
    """With a mark by which spreadsheets know UTF-8, and no cell that they would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([told])
    writer.writerow([str(heading) for heading in headings])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_xlsx(headings: Sequence[Any], rows: Rows, told: str) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, bold = book.add_worksheet("OpenNTM"), book.add_format({"bold": True, "text_wrap": True})
        sheet.write(0, 0, told)
        sheet.write_row(1, 0, [str(heading) for heading in headings], bold)
        for number, row in enumerate(rows, 2):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(2, 1)
        sheet.set_column(0, len(headings), 18)
    return out.getvalue()


WRITERS: dict[str, tuple[Callable[[Sequence[Any], Rows, str], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def download(ending: str, name: str, headings: Sequence[Any], rows: Rows, told: str = "") -> HttpResponse:
    """`told` says in the first line what the table is and of which day; without it, it is the log."""
    write, media_type = WRITERS[ending]
    disposition = f'attachment; filename="openntm-{name}-{timezone.localdate().isoformat()}.{ending}"'
    return HttpResponse(
        write(headings, rows, told or origin()), content_type=media_type, headers={"Content-Disposition": disposition}
    )
