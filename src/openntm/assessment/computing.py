"""What a register gives to be written as figures: each value with its unit and what it rests on."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openntm.places.models import Place

NAMED = 5  # things that a note names before it only counts


@dataclass(frozen=True)
class Asked:
    """The commune, the day, and the ids of the sets in force on it."""

    place: Place
    day: date
    sets: Collection[str]


@dataclass(frozen=True)
class Computed:
    """`value` None: the register cannot say it any more, and what it said before of this day is withdrawn."""

    measure: str
    value: Any
    unit: str
    note: str
    illustrative: bool = False


@dataclass(frozen=True)
class Computer:
    """One register: the key and title of the source of its figures; most speak of rural communes alone."""

    key: str
    title: Any
    figures: Callable[[Asked], Iterator[Computed]]
    is_of_every_level: bool = False


def some(names: Iterable[str]) -> str:
    """The first ones by name, the rest counted: a note is no list."""
    listed = list(names)
    shown = "; ".join(listed[:NAMED]) or _("none")
    more = len(listed) - NAMED
    return f"{shown}; {_('and %(count)s more') % {'count': more}}" if more > 0 else shown


def is_invented(rows: Iterable[Any]) -> bool:
    return any(one.illustrative for one in rows)
