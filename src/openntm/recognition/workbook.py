"""A report on a period as a workbook: a sheet for the text, one for each table, each with source and day."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from openntm.recognition.queries.reports import ReportPart


def workbook(title: str, parts: list[ReportPart], about: str) -> bytes:
    """`about` is the line of origin that stands under every sheet."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet(_("Report"))
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 100, wrapped)
        sheet.write_string(0, 1, title, bold)
        for row, part in enumerate(parts):
            sheet.write_string(2 * row + 2, 0, part.number, bold)
            sheet.write_string(2 * row + 2, 1, part.title, bold)
            sheet.write_string(2 * row + 3, 1, part.text, wrapped)
        sheet.write_string(2 * len(parts) + 3, 1, about)
        for table in (table for part in parts for table in part.tables):
            page = book.add_worksheet(table.title[:31].replace("/", "-"))
            page.write_row(0, 0, [head for head, _number in table.heads], bold)
            for number, cells in enumerate(table.rows, start=1):
                page.write_row(number, 0, cells, wrapped)
            page.set_column(0, len(table.heads), 24)
            page.freeze_panes(1, 1)
            page.write_string(len(table.rows) + 2, 0, about)
    return out.getvalue()
