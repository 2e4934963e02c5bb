"""Writes: the members of a cooperative or a group, and who keeps its diary."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from openntm.office.access import may, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.vietnamese import clean
from openntm.produce.access import producers_visible_to
from openntm.produce.models import Keeper, Member
from openntm.produce.services.keeping import refuse_end, write
from openntm.produce.services.producers import kept_producer
from openntm.produce.services.refusals import (
    DaysReversed,
    KeeperEnded,
    KeeperKnown,
    KeeperWithoutPost,
    MemberEnded,
    MemberKnown,
)


@transaction.atomic
def add_member(*, by: Person, producer: int, number: str, name: str) -> Member:
    one = kept_producer(by, producer)
    member = Member(producer=one)
    write(by, "member.add", member, one.place, {"number": number, "name": name}, taken=MemberKnown)
    return member


@transaction.atomic
def change_member(*, by: Person, pk: int, **given: str) -> Member:
    """Number and name, as where one was mistyped; what was done under the old ones is in the log."""
    member = members_visible_to(by).get(pk=pk)
    producer = kept_producer(by, member.producer_id)
    if member.ended_on:
        raise MemberEnded
    write(by, "member.change", member, producer.place, given, taken=MemberKnown)
    return member


@transaction.atomic
def end_member(*, by: Person, pk: int, day: date, reason: str) -> Member:
    """Its plots stay in the register until they are given to another member."""
    member = members_visible_to(by).get(pk=pk)
    producer = kept_producer(by, member.producer_id)
    if member.ended_on:
        raise MemberEnded
    refuse_end(day, reason)
    write(by, "member.end", member, producer.place, {"ended_on": day}, taken=MemberKnown, reason=clean(reason))
    return member


@transaction.atomic
def add_keeper(*, by: Person, producer: int, person: Person, valid_from: date) -> Keeper:
    """A keeper signs in with an account of their own, made and given its post by an administrator."""
    one = kept_producer(by, producer)
    if not may(person, Action.KEEP_DIARY, one.place, today()):
        raise KeeperWithoutPost
    keeper = Keeper(producer=one)
    given = {"person": person, "valid_from": valid_from}
    write(by, "keeper.add", keeper, one.place, given, taken=KeeperKnown)
    return keeper


@transaction.atomic
def end_keeper(*, by: Person, pk: int, day: date, reason: str) -> Keeper:
    """`day`: the first day on which the person no longer sees the producer."""
    keeper = keepers_visible_to(by).get(pk=pk)
    producer = kept_producer(by, keeper.producer_id)
    if keeper.valid_to:
        raise KeeperEnded
    refuse_end(day, reason)
    if day < keeper.valid_from:
        raise DaysReversed
    write(by, "keeper.end", keeper, producer.place, {"valid_to": day}, taken=KeeperKnown, reason=clean(reason))
    return keeper


def members_visible_to(person: Person) -> QuerySet[Member]:
    return Member.objects.filter(producer__in=producers_visible_to(person).values("pk"))


def keepers_visible_to(person: Person) -> QuerySet[Keeper]:
    return Keeper.objects.filter(producer__in=producers_visible_to(person).values("pk"))
