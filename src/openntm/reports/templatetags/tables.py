"""`{% cell row column %}`: one cell of a table, and the links that sort and page it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openntm.office.tables import Cell, Column, Row, Table, text_of, turned
from openntm.office.wording import SIGNS

register = template.Library()


@register.simple_tag
def cell(row: Row, column: Column) -> SafeString:
    held = row[column.key]
    text = SafeString("") + shown(held, column)
    if held.url:
        text = format_html('<a href="{}">{}</a>', held.url, text)
    if held.illustrative:
        text += format_html(' <span class="illustrative-mark">{}</span>', gettext("illustrative"))
    if not held.verified:
        text += format_html(' <span class="unverified">{}</span>', gettext("unverified"))
    if held.under:
        text += format_html('<small class="under">{}</small>', held.under)
    return text


def shown(held: Cell, column: Column) -> Any:
    text = text_of(held, column)
    if column.kind != "verdict" or held.value is None:
        return format_html("{}", text)
    key = str(held.value)
    sign = format_html('<span aria-hidden="true">{}</span> {}', SIGNS.get(key, "?"), text)
    return format_html('<span class="verdict {}">{}</span>', key, sign)


@register.simple_tag
def sort_link(table: Table, column: Column) -> str:
    return joined(table.at, {"table": table.key, **turned(column.key, table.sort, descending=table.descending)})


def joined(address: str, asked: dict[str, Any]) -> str:
    return address + ("&" if "?" in address else "?") + urlencode(asked)


@register.simple_tag
def page_link(table: Table, number: int) -> str:
    asked: dict[str, Any] = {"table": table.key, "page": number}
    if table.sort:
        asked |= {"sort": table.sort, **({"order": "desc"} if table.descending else {})}
    return joined(table.at, asked)


@register.simple_tag
def sort_state(table: Table, column: Column) -> SafeString:
    if table.sort != column.key:
        return SafeString("")
    return format_html(' aria-sort="{}"', "descending" if table.descending else "ascending")


@register.simple_tag
def heat_cell(row: Row, column: Column) -> SafeString:
    """One sign on the verdict's tint; a sign that needs a reason is a link, left out of the order by keyboard.

    The row's first cell leads to the same page, so nothing is out of reach.
    """
    held = row[column.key]
    key = str(held.value)
    sign = format_html(
        '<span aria-hidden="true">{}</span><span class="sr">{}</span>', SIGNS[key], text_of(held, column)
    )
    if held.url:
        return format_html('<td class="v {}"><a href="{}" tabindex="-1">{}</a></td>', key, held.url, sign)
    return format_html('<td class="v {}"><span class="cell">{}</span></td>', key, sign)
