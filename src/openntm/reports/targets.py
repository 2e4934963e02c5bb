"""Targets and published means of the headline as a table."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openntm.office.tables import Cell, Column, Row, Table, cells
from openntm.office.wording import figure_text, in_language, number_text


def target_table(said: Mapping[str, Any]) -> Table:
    columns = [
        Column("title", _("Target")),
        Column("value", _("Value"), "number"),
        Column("share", _("Share"), "number"),
        Column("by", _("By"), "day"),
        Column("check", _("Check")),
        Column("message", _("Reckoning")),
        Column("source", _("Source")),
    ]
    title = _("Targets and published means, checked")
    return Table("targets", title, columns, [target_row(one) for one in said["targets"]], _("the sources named"))


def target_row(one: Mapping[str, Any]) -> Row:
    words = {True: _("adds up"), False: _("does not add up"), None: _("nothing to check")}
    share = one.get("share")
    return cells(
        title=in_language(one, "title"),
        value=Cell(value_of(one), value_text(one)),
        share=Cell(Decimal(share) if share else None, figure_text(share, "percent") if share else ""),
        by=date.fromisoformat(one.get("due") or one["day"]),
        check=words[one["check"]["ok"]],
        message=in_language(one["check"], "message"),
        source=one["source"],
    )


def value_of(one: Mapping[str, Any]) -> Decimal | str | None:
    """A single value as a number, a range as it is written."""
    value = one.get("value")
    if value is None or one.get("min") != one.get("max"):
        return value_text(one) or None
    return Decimal(value)


def value_text(one: Mapping[str, Any]) -> str:
    low, high, value = one.get("min"), one.get("max"), one.get("value")
    if value is None:
        return ""
    return f"{number_text(low)}–{number_text(high)}" if low and high and low != high else number_text(value)
