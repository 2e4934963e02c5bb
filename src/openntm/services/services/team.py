"""Community digital teams and their helper sessions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from openntm.office.access import today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.services.access import recording_for, sessions_visible_to, teams_visible_to
from openntm.services.models import Helped, Session, Team
from openntm.services.services.refusals import (
    BeforeTheTeam,
    DayAhead,
    MoreThanHelped,
    SignedAlready,
    TeamEnded,
    TeamKnown,
)

TEAM = ("name", "members", "head", "phone", "valid_from", "ended_on")
SESSION = ("place", "day", "hours", "helpers", "people", "state")
Topics = Mapping[tuple[str, str], int]  # (slug, skill), one of them empty


@transaction.atomic
def add_team(
    *, by: Person, place: Place, name: str, members: int, valid_from: date, head: str = "", phone: str = ""
) -> Team:
    on_behalf_of = recording_for(by, place)
    one = Team(place=place, name=clean(name), members=members, valid_from=valid_from)
    one.head, one.phone = clean(head), clean(phone)
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError:
        raise TeamKnown from None
    record(by, "team.add", one, after=row(one, TEAM), place=place, on_behalf_of=on_behalf_of)
    return one


@transaction.atomic
def end_team(*, by: Person, pk: int, day: date) -> Team:
    """`day`: the first day on which it no longer exists."""
    one = teams_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    on_behalf_of = recording_for(by, one.place)
    if one.ended_on:
        raise TeamEnded
    if day <= one.valid_from:
        raise BeforeTheTeam(day=one.valid_from.strftime("%d/%m/%Y"))
    one.ended_on = day
    one.save(update_fields=["ended_on"])
    record(by, "team.end", one, after={"ended_on": day}, place=one.place, on_behalf_of=on_behalf_of)
    return one


@transaction.atomic
def record_session(
    *, by: Person, team: int, place: Place, day: date, hours: Decimal, helpers: int, people: int, topics: Topics
) -> Session:
    held = teams_visible_to(by).get(pk=team)
    on_behalf_of = recording_for(by, held.place)
    recording_for(by, place)
    refuse(held, day, people, topics)
    one = Session(team=held, place=place, day=day, hours=hours, helpers=helpers, people=people, recorded_by=by)
    one.save(force_insert=True)
    keep_topics(one, topics)
    after = row(one, SESSION) | {"helped": said(topics)}
    record(by, "session.record", one, after=after, place=place, on_behalf_of=on_behalf_of)
    return one


@transaction.atomic
def change_session(
    *, by: Person, pk: int, day: date, hours: Decimal, helpers: int, people: int, topics: Topics
) -> Session:
    one, on_behalf_of = opened(by, pk)
    refuse(one.team, day, people, topics)
    before = row(one, SESSION) | {"helped": said({(h.slug, h.skill): h.count for h in one.helped.all()})}
    one.day, one.hours, one.helpers, one.people = day, hours, helpers, people
    one.save(update_fields=["day", "hours", "helpers", "people"])
    one.helped.all().delete()
    keep_topics(one, topics)
    after = row(one, SESSION) | {"helped": said(topics)}
    record(by, "session.change", one, before=before, after=after, place=one.place, on_behalf_of=on_behalf_of)
    return one


@transaction.atomic
def sign_session(*, by: Person, pk: int) -> Session:
    """From then on it counts and is not changed any more."""
    one, on_behalf_of = opened(by, pk)
    one.state, one.signed_by, one.signed_at = Session.State.SIGNED, by, timezone.now()
    one.save(update_fields=["state", "signed_by", "signed_at"])
    record(by, "session.sign", one, after=row(one, SESSION), place=one.place, on_behalf_of=on_behalf_of)
    return one


def opened(by: Person, pk: int) -> tuple[Session, Person | None]:
    one = sessions_visible_to(by).select_for_update(of=("self",)).get(pk=pk)
    on_behalf_of = recording_for(by, one.place)
    if one.state != Session.State.OPEN:
        raise SignedAlready
    return one, on_behalf_of


def refuse(team: Team, day: date, people: int, topics: Topics) -> None:
    if day > today():
        raise DayAhead
    if day < team.valid_from:
        raise BeforeTheTeam(day=team.valid_from.strftime("%d/%m/%Y"))
    if team.ended_on and day >= team.ended_on:
        raise TeamEnded
    if max(topics.values(), default=0) > people:
        raise MoreThanHelped


def keep_topics(session: Session, topics: Topics) -> None:
    rows = [Helped(session=session, slug=slug, skill=skill, count=count) for (slug, skill), count in topics.items()]
    Helped.objects.bulk_create(rows)


def said(topics: Topics) -> dict[str, int]:
    return {slug or skill: count for (slug, skill), count in topics.items()}
