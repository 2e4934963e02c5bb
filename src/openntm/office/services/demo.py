"""Makes the demonstration's people; running it twice changes nothing."""

from datetime import date

from django.conf import settings
from django.db import transaction

from openntm.office.demo import ACCOUNTS, DAY, Account
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
    person = add_person(
        by=None, username=account.username, display_name=account.display_name, password=account.password
    )
    person.is_demonstration = True
    person.save(update_fields=["is_demonstration"])
    place = place_at(account.place_code, DAY).place
    give_post(
        by=None,
        person=person,
        place=place,
        role=account.role,
        department=account.department,
        valid_from=FROM,
        on=DAY,
    )
    return person
