"""The file that was sent, given back in the same layout with the reasons beside the wrong rows."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.assessment.sheets.check import Checked
from openntm.assessment.sheets.columns import COLUMNS
from openntm.assessment.sheets.table import Table, plain
from openntm.assessment.sheets.template import Line, Sheet, workbook


def error_file(table: Table, checked: Checked, title: str, marks: Mapping[str, str]) -> bytes:
    """All rows, so that the mended file can be sent again as it is; the wrong ones say why in the last column."""
    language = "vi" if (get_language() or "vi").startswith("vi") else "en"
    reasons = {problem.row: problem.said[language] for problem in checked.problems}
    lines = []
    for at in range(len(table.rows)):
        cells = {column.key: _cell(table, column.key, at) for column in COLUMNS}
        cells["result"] = reasons.get(table.first_row + at, "")
        lines.append(Line(cells))
    note = _("%(count)s rows are wrong; the reason stands in the last column.") % {"count": len(checked.problems)}
    return workbook(Sheet(title, [note], marks, lines))


def _cell(table: Table, key: str, at: int) -> str:
    column = table.columns.get(key)
    return plain(column[at]) if column is not None else ""
