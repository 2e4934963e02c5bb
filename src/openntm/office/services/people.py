"""Accounts: given, changed, closed and opened again by an administrator; never deleted."""

from datetime import date
from unicodedata import normalize

from django.db import transaction

from openntm.office.access import people_visible_to, posts_visible_to
from openntm.office.log import record, row
from openntm.office.models import Person, Post

FIELDS = ("username", "display_name", "email", "is_active")


class PersonKnown(Exception):
    """Somebody already signs in with this name."""


class PersonOutOfReach(Exception):
    """The person also holds posts at places of other administrators, or is the administrator's own self."""


@transaction.atomic
def add_person(*, by: Person | None, username: str, display_name: str, password: str, email: str = "") -> Person:
    """`by` is None on the command line, where whoever may run it may do so."""
    username = normalize("NFC", username.strip())
    if Person.objects.filter(username__iexact=username).exists():
        raise PersonKnown
    name = normalize("NFC", display_name.strip())
    person = Person.objects.create_user(username, email, password, display_name=name)
    record(by, "person.add", person, after=row(person, FIELDS))
    return person


@transaction.atomic
def change_person(*, by: Person, pk: int, display_name: str, email: str, on: date) -> Person:
    person = person_in_reach(by, pk, on)
    before = row(person, FIELDS)
    person.display_name, person.email = normalize("NFC", display_name.strip()), email
    person.save(update_fields=["display_name", "email"])
    record(by, "person.change", person, before=before, after=row(person, FIELDS))
    return person


@transaction.atomic
def give_password(*, by: Person | None, pk: int, password: str, on: date) -> Person:
    """Instead of a lost one; the log says that it was given, never what it is."""
    person = person_in_reach(by, pk, on) if by else Person.objects.select_for_update().get(pk=pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by, "person.password", person)
    return person


def deactivate_person(*, by: Person, pk: int, reason: str, on: date) -> Person:
    """The person can no longer sign in and has no rights; what they did stays under their name."""
    return set_active(by, pk, "person.deactivate", False, reason, on)


def return_person(*, by: Person, pk: int, reason: str, on: date) -> Person:
    return set_active(by, pk, "person.return", True, reason, on)


@transaction.atomic
def set_active(by: Person, pk: int, verb: str, is_active: bool, reason: str, on: date) -> Person:
    person = person_in_reach(by, pk, on)
    before = row(person, ["is_active"])
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    record(by, verb, person, before=before, after=row(person, ["is_active"]), reason=reason)
    return person


def person_in_reach(by: Person, pk: int, on: date) -> Person:
    """Only who holds no post elsewhere: an administrator does not rule over another's people, nor closes themselves."""
    person = Person.objects.select_for_update().get(pk=people_visible_to(by, on).get(pk=pk).pk)
    elsewhere = Post.objects.filter(person=person).exclude(pk__in=posts_visible_to(by, on).values("pk"))
    if person == by or elsewhere.exists():
        raise PersonOutOfReach
    return person
