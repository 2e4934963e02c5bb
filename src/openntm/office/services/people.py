"""Accounts: given, changed, closed and opened again by an administrator; never deleted."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from unicodedata import normalize

from django.db import transaction

from openntm.office import channels
from openntm.office.access import people_visible_to, posts_visible_to
from openntm.office.log import record, row
from openntm.office.models import Person, Post

FIELDS = ("username", "display_name", "email", "is_active", "told_by")


class PersonKnown(Exception):
    """Somebody already signs in with this name."""


class NumberMissing(Exception):
    """Who is to be told on the telephone has to give a number."""


class PersonOutOfReach(Exception):
    """The person also holds posts at places of other administrators, or is the administrator's own self."""


@transaction.atomic
def add_person(
    *, by: Person | None, username: str, display_name: str, password: str, email: str = "", mobile: str = ""
) -> Person:
    """`by` is None on the command line, where whoever may run it may do so."""
    username = normalize("NFC", username.strip())
    if Person.objects.filter(username__iexact=username).exists():
        raise PersonKnown
    name = normalize("NFC", display_name.strip())
    person = Person.objects.create_user(username, email, password, display_name=name, mobile=mobile)
    record(by, "person.add", person, after=known_of(person))
    return person


@transaction.atomic
def change_person(*, by: Person, pk: int, display_name: str, email: str, on: date, mobile: str | None = None) -> Person:
    """Without `mobile` the number stays; by which channels the person is told stays their own choice."""
    person = person_in_reach(by, pk, on)
    before = known_of(person)
    person.display_name, person.email = normalize("NFC", display_name.strip()), email
    person.mobile = person.mobile if mobile is None else mobile
    person.save(update_fields=["display_name", "email", "mobile"])
    record(by, "person.change", person, before=before, after=known_of(person))
    return person


@transaction.atomic
def choose_channels(*, by: Person, mobile: str, told_by: Iterable[str]) -> Person:
    """The person's own number and consent; none of both stops it."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    before = known_of(person)
    person.mobile, person.told_by = mobile, [name for name in channels.offered() if name in told_by]
    if not all(channels.reaches(name, person) for name in person.told_by):
        raise NumberMissing
    person.save(update_fields=["mobile", "told_by"])
    record(by, "person.channels", person, before=before, after=known_of(person))
    return person


def known_of(person: Person) -> dict[str, Any]:
    """Of the number its last digits: administrators of other places read the log, too."""
    return row(person, FIELDS) | {"mobile": person.mobile[-3:]}


@transaction.atomic
def give_password(*, by: Person | None, pk: int, password: str, on: date) -> Person:
    """Instead of a lost one; the log says that it was given, never what it is."""
    person = person_in_reach(by, pk, on) if by else Person.objects.select_for_update().get(pk=pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by, "person.password", person)
    return person


def deactivate_person(*, by: Person, pk: int, reason: str, on: date) -> Person:
    """The person can no longer sign in and has no rights; what they did stays under their name, the number goes."""
    return set_active(by, pk, "person.deactivate", False, reason, on)


def return_person(*, by: Person, pk: int, reason: str, on: date) -> Person:
    return set_active(by, pk, "person.return", True, reason, on)


@transaction.atomic
def set_active(by: Person, pk: int, verb: str, is_active: bool, reason: str, on: date) -> Person:
    person = person_in_reach(by, pk, on)
    before = known_of(person)
    person.is_active, person.mobile, person.told_by = is_active, "", []
    person.save(update_fields=["is_active", "mobile", "told_by"])
    record(by, verb, person, before=before, after=known_of(person), reason=reason)
    return person


def person_in_reach(by: Person, pk: int, on: date) -> Person:
    """Only who holds no post elsewhere: an administrator does not rule over another's people, nor closes themselves."""
    person = Person.objects.select_for_update().get(pk=people_visible_to(by, on).get(pk=pk).pk)
    elsewhere = Post.objects.filter(person=person).exclude(pk__in=posts_visible_to(by, on).values("pk"))
    if person == by or elsewhere.exists():
        raise PersonOutOfReach
    return person
