"""Open tasks as a calendar that other programs read: one all-day event a deadline, with alarms."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

ALARMS = (timedelta(days=-3), timedelta(hours=8))  # three days before, and in the morning of the day


def calendar_of(lines: Iterable[tuple[int, str, str, date, str]], made_at: datetime) -> bytes:
    """Each line is the key, title, place, deadline and address of a task; the same tasks give the same events."""
    calendar = Calendar()
    calendar.add("prodid", "-//OpenNTM//tasks//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("OpenNTM: deadlines of tasks"))
    for key, title, place, due, url in lines:
        event = Event()
        event.add("uid", f"task-{key}@openntm")
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("dtstart", due)
        if due < date.max:  # without an end an event lasts its one day
            event.add("dtend", due + timedelta(days=1))
        event.add("summary", f"{title} ({place})")
        event.add("transp", "TRANSPARENT")
        if url:
            event.add("url", url)
        for before in ALARMS:
            event.add_component(alarm(title, before))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def alarm(title: str, before: timedelta) -> Alarm:
    rings = Alarm()
    rings.add("action", "DISPLAY")
    rings.add("description", title)
    rings.add("trigger", before)
    return rings
