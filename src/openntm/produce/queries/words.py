"""Days as their source gives them."""

from datetime import date

from openntm.office.wording import day_text


def month_or_day(day: date, is_month: bool) -> str:
    """08/2019 where the source names no day."""
    return f"{day:%m/%Y}" if is_month else day_text(day)
