"""Reads: what was given, how many met and which reports were answered in time, in the year of a day and up to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from openntm.office.access.cover import covered
from openntm.office.working_days import add_working_days
from openntm.participation.models import Contribution, OutreachAct, Report, ReportEvent
from openntm.participation.queries.contributions import Gift, gifts
from openntm.participation.queries.outreach import Reach, reach
from openntm.participation.report_rules import rules
from openntm.places.models import Place

PUBLISHED, ANSWERED = ReportEvent.Kind.PUBLISHED, ReportEvent.Kind.ANSWERED


@dataclass(frozen=True)
class Answered:
    """A published report that fell due by the day or was answered by then; `on` is its first answer."""

    number: str
    due: date
    on: date | None
    illustrative: bool

    @property
    def in_time(self) -> bool:
        return self.on is not None and self.on <= self.due


@dataclass(frozen=True)
class Participation:
    gifts: tuple[Gift, ...]
    meetings: tuple[OutreachAct, ...]
    reports: tuple[Answered, ...]

    @property
    def came(self) -> Reach:
        return reach(self.meetings)


def participation_on(place: Place, day: date) -> Participation:
    reach, first = covered([place], day), day.replace(month=1, day=1)
    given = gifts(Contribution.objects.filter(place__in=reach), first, day)
    held = OutreachAct.objects.filter(place__in=reach, kind=OutreachAct.Kind.MEETING, day__range=(first, day))
    return Participation(
        gifts=tuple(one for one in given if one.quantity > 0),
        meetings=tuple(held.filter(void_why="").order_by("day", "pk")),
        reports=tuple(answered(reach, first, day)),
    )


def answered(places: frozenset[int], first: date, day: date) -> Iterator[Answered]:
    """Of reports that the commune itself answers and that were sent in these days; a reopened one counts once."""
    own = [one.key for one in rules().kinds.values() if not one.above]
    sent = Report.objects.filter(place__in=places, kind__in=own, at__date__range=(first, day)).order_by("pk")
    for report in sent.prefetch_related("events__by"):
        events = [one for one in report.events.all() if on(one) <= day]
        published = next((one for one in events if one.kind == PUBLISHED), None)
        if published is None:
            continue
        answer = next((one for one in events if one.kind == ANSWERED), None)
        due = add_working_days(on(published), rules().kinds[report.kind].days)
        if answer or due < day:
            shown = any(one.by and one.by.is_demonstration for one in events)
            yield Answered(str(report), due, on(answer) if answer else None, shown)


def on(event: ReportEvent) -> date:
    return timezone.localdate(event.at)
