"""The layout that templates, exports and error files share; headings in either language are understood."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    width: int
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("code", _("Unit code"), 11, ("place", "place_code", "code", "mã", "mã xã")),
    Column("place", _("Unit"), 22, ("place_name", "name", "xã", "tên xã")),
    Column("criterion", _("Criterion"), 26),
    Column("indicator", _("Indicator"), 11, ("indicator_id", "id")),
    Column("title", _("What is asked"), 60),
    Column("unit", _("Unit of measure"), 16),
    Column("threshold", _("Threshold"), 20),
    Column("last", _("Last figure"), 16),
    Column("value", _("Figure"), 16, ("figure", "giá trị")),
    Column("note", _("Remark"), 30, ("remark",)),
    Column("key", _("Key (leave as it is)"), 4),
    Column("result", _("Result of the check"), 50),
)
POSITION = {column.key: position for position, column in enumerate(COLUMNS)}
NEEDED = ("code", "indicator", "value")
