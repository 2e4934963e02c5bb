"""A deadline in working days and in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openntm.office.working_days import is_known, working_days_between, years
from openntm.places.queries import nearest_version
from openntm.steering.models import Task


def time_left(due: date, on: date) -> str:
    """“5 working days left”, “due today”, “2 working days late”."""
    if due == on:
        return _("due today")
    days = working_days_between(on, due) if due > on else working_days_between(due, on)
    if due > on:
        return ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}
    return ngettext("%(days)s working day late", "%(days)s working days late", days) % {"days": days}


def days_late(due: date, on: date) -> int:
    """In working days; 0 while the deadline has not passed."""
    return working_days_between(due, on) if due < on else 0


def rests_on_verified_holidays(first: date, last: date) -> bool:
    """Whether the holidays between the days are in the data and were read in their notice."""
    first, last = min(first, last), max(first, last)
    return is_known(first, last) and all(years()[year].verified for year in range(first.year, last.year + 1))


def address_of(task: Task, on: date) -> str:
    """The page of the task today; of a unit that ended, on the last day on which it stood."""
    version = nearest_version(task.place, on)
    day = on if version.stands_on(on) else task.given_on
    return f"/{nearest_version(task.place, day).code}/{day.isoformat()}/tasks/{task.pk}/"
