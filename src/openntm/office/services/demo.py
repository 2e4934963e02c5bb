"""Makes the demonstration's people; running it twice changes nothing."""

from datetime import date

from django.conf import settings
from django.db import transaction

from openntm.office.demo import ACCOUNTS, COLLEAGUES, PASSWORD, Account, Colleague
from openntm.office.models import Person
from openntm.office.services.people import add_person
from openntm.office.services.posts import give_post
from openntm.places.queries import place_at

FROM = date(2019, 1, 1)


class NotADemonstration(Exception):
    """OPENNTM_DEMONSTRATION is not set: accounts with a public password must not exist."""


@transaction.atomic
def make_demo_people() -> list[Person]:
    """All of them, made now or before; the places must have been loaded."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration
    return [demo_person(account) for account in ACCOUNTS]


def demo_person(account: Account) -> Person:
    known = Person.objects.filter(username=account.username).first()
    if known:
        return known
    person = invented_person(account.username, account.display_name, account.password)
    unit = place_at(account.place_code, account.on)
    give_post(
        by=None,
        person=person,
        place=unit.place,
        role=account.role,
        department=account.department,
        valid_from=max(FROM, unit.valid_from),
        on=account.on,
    )
    return person


@transaction.atomic
def make_demo_colleagues() -> list[Person]:
    """Those who act with the people of the sign-in page; the places must have been loaded."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration
    return [demo_colleague(one) for one in COLLEAGUES]


def demo_colleague(one: Colleague) -> Person:
    known = Person.objects.filter(username=one.username).first()
    if known:
        return known
    person = invented_person(one.username, one.display_name, PASSWORD)
    for code, day in one.posts:
        place = place_at(code, day).place
        begins = max(FROM, place_at(code, day).valid_from)
        give_post(
            by=None, person=person, place=place, role=one.role, department=one.department, valid_from=begins, on=day
        )
    return person


def invented_person(username: str, display_name: str, password: str) -> Person:
    person = add_person(by=None, username=username, display_name=display_name, password=password)
    person.is_demonstration = True
    person.save(update_fields=["is_demonstration"])
    return person
