"""The day as people type it on the command line."""

import re
from datetime import date

import click

PATTERN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")


class Day(click.ParamType):
    """2023-12-31 or 31/12/2023."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        found = PATTERN.fullmatch(str(value).strip())
        year, month, day, day_first, month_second, year_last = found.groups() if found else (None,) * 6
        try:
            return date(int(year or year_last or 0), int(month or month_second or 0), int(day or day_first or 0))
        except ValueError:
            return self.fail(f"{value!r} is no day; write 2023-12-31", param, ctx)
