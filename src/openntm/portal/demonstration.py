"""Prepares the data directory of the demonstration: places, real facts, demo people, illustrative figures."""

from collections.abc import Callable

from openntm.office.services import make_demo_people
from openntm.places.models import Place
from openntm.places.queries import place_at
from openntm.places.services import load_places
from openntm.portal.illustration.load import holds_illustration, load_illustration
from openntm.portal.illustration.programme import load_programme
from openntm.portal.public_facts import DISTRICT, FACTS_DAY, load_facts

Say = Callable[[str], None]


class IllustrationThere(Exception):
    """The data directory holds illustrative figures; entries are never removed, so it cannot become real only."""


def prepare_demonstration(*, real_only: bool, say: Say) -> None:
    """Running it twice changes nothing; `say` is told of each step."""
    say("Places of Lục Nam")
    load_places()
    if real_only and holds_illustration():
        raise IllustrationThere
    say("Public facts, each with its source")
    load_facts()
    say("Accounts of the demonstration")
    make_demo_people()
    if not real_only:
        say("Illustrative figures, marked wherever they are shown")
        load_illustration(district())
        say("A year of the programme, played by the accounts of the demonstration")
        load_programme(district())


def district() -> Place:
    return place_at(DISTRICT, FACTS_DAY).place
