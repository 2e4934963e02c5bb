"""What was said where and how many came, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.participation.models import Campaign, Movement, OutreachAct
from openntm.places.models import Place, PlaceVersion
from openntm.places.vietnamese import fold

Kind = OutreachAct.Kind


def outreach_here(rows: QuerySet[Any], place: Place) -> QuerySet[Any]:
    return rows.filter(place__in=covered([place], today()))


def meetings_that_hold(rows: QuerySet[OutreachAct]) -> QuerySet[OutreachAct]:
    """What is void has no minutes."""
    return rows.filter(kind=Kind.MEETING, void_why="")


def materials_before(meeting: OutreachAct) -> QuerySet[OutreachAct]:
    """What the meeting's campaign broadcast, printed and posted there by its day."""
    if meeting.campaign_id is None:
        return OutreachAct.objects.none()
    rows = OutreachAct.objects.filter(campaign=meeting.campaign_id, place=meeting.place_id, day__lte=meeting.day)
    return rows.filter(void_why="").exclude(kind=Kind.MEETING).order_by("day", "pk")


@dataclass
class Reach:
    """Counts of one period; what is void is not among them."""

    meetings: int = 0
    men: int = 0
    women: int = 0
    invited: int = 0
    broadcasts: int = 0
    copies: int = 0
    posts: int = 0

    @property
    def present(self) -> int:
        return self.men + self.women

    def add(self, one: OutreachAct) -> None:
        if one.kind == Kind.MEETING:
            self.meetings += 1
            self.men, self.women = self.men + (one.men or 0), self.women + (one.women or 0)
            self.invited += one.invited or 0
        elif one.kind == Kind.BROADCAST:
            self.broadcasts += one.times
        elif one.kind == Kind.POST:
            self.posts += one.times
        else:
            self.copies += one.times


def reach(acts: Iterable[OutreachAct]) -> Reach:
    found = Reach()
    for one in acts:
        if not one.void_why:
            found.add(one)
    return found


@dataclass(frozen=True)
class Month:
    first: date
    reach: Reach


def months(acts: Iterable[OutreachAct]) -> list[Month]:
    """Newest first."""
    found: dict[date, list[OutreachAct]] = defaultdict(list)
    for one in acts:
        found[one.day.replace(day=1)].append(one)
    return [Month(first, reach(found[first])) for first in sorted(found, reverse=True)]


def found_acts(rows: QuerySet[OutreachAct], words: str, kind: str, campaign: int | None) -> QuerySet[OutreachAct]:
    if kind:
        rows = rows.filter(kind=kind)
    if campaign:
        rows = rows.filter(campaign=campaign)
    if wanted := fold(words):
        told = rows.values_list("pk", "subject", "text", "spot", "hamlet")
        rows = rows.filter(pk__in=[pk for pk, *texts in told if wanted in fold(" ".join(texts))])
    return rows.select_related("campaign", "place", "file").prefetch_related("resolutions")


def campaigns_with_counts(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    held = Q(acts__void_why="")
    return rows.select_related("directive").annotate(
        acts_held=Count("acts", filter=held), men=Sum("acts__men", filter=held), women=Sum("acts__women", filter=held)
    )


def movements_at(unit: PlaceVersion, on: date) -> list[Movement]:
    rows = Movement.objects.filter(place__in=covered([unit.place], today()), first_year__lte=on.year)
    return list(rows.select_related("place"))


def file_lines(rows: Iterable[OutreachAct], units: dict[int, PlaceVersion]) -> Iterator[list[Any]]:
    for one in rows:
        unit = units.get(one.place_id)
        yield [
            *(one.day, one.get_kind_display(), one.subject, unit.full_name if unit else "", one.hamlet, one.spot),
            *(str(one.campaign or ""), one.times, one.invited, one.men, one.women),
            *(one.households, one.households_present, one.void_why),
        ]
