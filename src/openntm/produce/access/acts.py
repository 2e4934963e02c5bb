"""What a person may do with the produce of a place, asked by pages before they offer it."""

from openntm.office.access import may, today
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.produce.access import Somebody, keeping
from openntm.produce.models import Producer


def may_keep(person: Somebody, place: Place) -> bool:
    return may(person, Action.KEEP_PRODUCE, place, today())


def sees_persons(person: Person, producer: Producer) -> bool:
    """Names of members, telephone, exact positions: for those who keep the register, and for its own keepers."""
    return may_keep(person, producer.place) or keeping(person).filter(producer=producer).exists()
