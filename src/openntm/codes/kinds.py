"""What codes stand for, as higher packages say it: `portal` holds the table, this package only asks it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from openntm.places.models import Place


@dataclass(frozen=True)
class Kind:
    """`holders` are those to whom codes of a place may be given, key → name; the others name keys that are known."""

    title: Any
    holders: Callable[[Place, date], Mapping[str, str]]
    holder_names: Callable[[Collection[str]], Mapping[str, str]]
    thing_names: Callable[[Collection[str]], Mapping[str, str]]


def kinds() -> Mapping[str, Kind]:
    known: Mapping[str, Kind] = import_string(settings.CODE_KINDS)
    return known
