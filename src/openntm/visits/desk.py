"""What the package of a kind of subject gives to a phone in the field; `portal` holds the table of them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from openntm.office.models import Person
from openntm.visits.models import Observation, Visit, VisitPhoto, VisitSignature


@dataclass(frozen=True)
class Subject:
    """Something at which the person may begin visits of these kinds; `checklist` is for what its items are asked."""

    key: str
    name: str
    kinds: tuple[Visit.Kind, ...]
    checklist: str


@dataclass(frozen=True)
class Desk:
    """The functions by which the package's own pages write, so that rights and rules are asked again."""

    made_by: Callable[[Person], QuerySet[Visit]]
    names: Callable[[Collection[str]], Mapping[str, str]]
    subjects: Callable[[Person], Iterable[Subject]]
    address: Callable[[str, str, Visit], str]
    start: Callable[..., Visit]
    answer: Callable[..., Any]
    observe: Callable[..., Observation]
    add_photo: Callable[..., VisitPhoto]
    sign: Callable[..., VisitSignature]
    close: Callable[..., Any]


Desks = Mapping[str, Desk]
