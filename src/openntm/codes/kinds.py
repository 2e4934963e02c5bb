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


def holder_said(kind: str, holder: str) -> str:
    """The name, for the log; a key that nobody names stays as it is."""
    known = kinds().get(kind)
    return known.holder_names([holder]).get(holder, holder) if known and holder else holder


def thing_said(kind: str, key: str) -> str:
    known = kinds().get(kind)
    return known.thing_names([key]).get(key, key) if known and key else key
