"""Helper sessions added up by month and by what people were helped with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from openntm.office.queries import place_names
from openntm.office.wording import in_language
from openntm.services.catalogue import titles, versions
from openntm.services.models import Helped, Session, Team


@dataclass(frozen=True)
class Month:
    first: date
    sessions: int
    hours: Decimal
    people: int


def months_of(sessions: QuerySet[Session]) -> list[Month]:
    """Of signed ones, the latest month first."""
    signed = sessions.filter(state=Session.State.SIGNED).order_by().annotate(month=TruncMonth("day"))
    rows = signed.values_list("month").annotate(n=Count("pk"), hours=Sum("hours"), people=Sum("people"))
    return sorted((Month(*row) for row in rows), key=lambda one: one.first, reverse=True)


def topics_of(sessions: QuerySet[Session]) -> list[tuple[str, int]]:
    """What people were helped with, the most frequent first."""
    rows = Helped.objects.filter(session__in=sessions.order_by()).order_by().values_list("slug", "skill")
    counted = [(topic(slug, skill), total) for slug, skill, total in rows.annotate(total=Sum("count"))]
    return sorted(counted, key=lambda row: (-row[1], row[0]))


def topic(slug: str, skill: str) -> str:
    """The name of a procedure or of a skill; a key that is gone stays as it is."""
    if skill:
        return in_language(titles("skills")[skill]) if skill in titles("skills") else skill
    return in_language(versions()[slug][-1].title) if slug in versions() else slug


def topics_said(session: Session) -> Iterator[tuple[str, int]]:
    for one in session.helped.all():
        yield topic(one.slug, one.skill), one.count


def names_of(rows: Iterable[Session | Team]) -> dict[int, str]:
    """The names of their places, by the id of the place, in one query."""
    keys = {row.place_id: row.place.key for row in rows}
    names = place_names(set(keys.values()))
    return {pk: names.get(key, "") for pk, key in keys.items()}
