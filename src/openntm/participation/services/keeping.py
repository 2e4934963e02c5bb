"""How the registers of participation write: one line goes to the log, in the name of whose post it is."""

from datetime import date
from typing import Any

from django.db import models

from openntm.office.access import acting_for, today
from openntm.office.log import record
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.services.refused import DayAhead, ReasonMissing
from openntm.places.models import Place
from openntm.places.vietnamese import clean


def log(by: Person, action: Action, verb: str, one: models.Model, place: Place, **more: Any) -> None:
    record(by, verb, one, place=place, on_behalf_of=acting_for(by, action, place, today()), **more)


def refuse_ahead(day: date | None) -> None:
    if day and day > today():
        raise DayAhead


def said_why(reason: str) -> str:
    if not clean(reason):
        raise ReasonMissing
    return clean(reason)


def cleaned(given: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in given.items()}
