"""Who acts in the illustrative programme, by the names of their accounts, and where."""

from dataclasses import dataclass
from datetime import date

from openntm.office.access import today
from openntm.office.demo import AFTER_MERGE, DAY
from openntm.office.models import Person
from openntm.office.services.demo import make_demo_colleagues
from openntm.places.models import Place
from openntm.places.queries import place_at


@dataclass(frozen=True)
class Cast:
    """`on` is today: the day on which rights are asked for."""

    district: Place
    people: dict[str, Person]
    on: date

    def __getitem__(self, username: str) -> Person:
        return self.people[username]


def cast_of_the_year(district: Place) -> Cast:
    make_demo_colleagues()
    people = {person.username: person for person in Person.objects.filter(is_demonstration=True)}
    return Cast(district, people, today())


def unit(code: str, *, merged: bool = False) -> Place:
    """The unit that bore the code in 2024, or after the merges of 2025."""
    return place_at(code, AFTER_MERGE if merged else DAY).place
