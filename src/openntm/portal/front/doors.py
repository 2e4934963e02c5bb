"""The questions and their short answers; every answer is read from the same rows as the page behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.recognition.queries.counts import counts_on
from openntm.recognition.queries.titles import states_on, titles_on
from openntm.steering.models import Title
from openntm.support.queries.schemes import calls_on, state_of

LEVELS = (Title.NTM, Title.ADVANCED, Title.MODEL)


@dataclass(frozen=True)
class Door:
    question: Any
    url: str
    answer: Any


def standing(unit: PlaceVersion, on: date) -> str:
    """The highest title a commune holds, or how many communes of a larger unit hold one."""
    return of_a_commune(unit, on) if unit.kind in COMMUNE_KINDS else of_its_communes(unit, on)


def of_its_communes(unit: PlaceVersion, on: date) -> str:
    """A count that nobody published and no record gives is not known; it is never nought."""
    found = counts_on(unit.place, on, LEVELS[:2])
    ntm, advanced = found[Title.NTM], found[Title.ADVANCED]
    if ntm.count is None or advanced.count is None:
        return _("How many of its communes hold a title is not known.")
    counts = {"ntm": ntm.count, "of": ntm.of, "advanced": advanced.count}
    return _("%(ntm)s of %(of)s communes hold NTM, %(advanced)s of them the advanced title.") % counts


def of_a_commune(unit: PlaceVersion, on: date) -> str:
    """Real titles alone: an invented one is shown, marked, on the page behind."""
    held = titles_on([unit.place_id], on, counted=True)[unit.place_id]
    best = next((held[level] for level in reversed(LEVELS) if level in held), None)
    if best is None:
        return _("No title is on record on this day.")
    words = {"title": best.get_title_display(), "since": f"{best.from_day:%d/%m/%Y}"}
    if states_on([best], on)[best.pk] == "by_rule":
        return _("Holds %(title)s by the rule on merges; it is not confirmed by a decision of its own.") % words
    return _("Holds %(title)s since %(since)s.") % words


def applying(unit: PlaceVersion, on: date) -> str:
    """Real calls of who pays here."""
    count = sum(state_of(call, on) == "open" for call in calls_on(unit.place, on).filter(illustrative=False))
    return _("%(count)s calls for applications are open.") % {"count": count} if count else ""


def silent(unit: PlaceVersion, on: date) -> str:
    return ""


Answer = Callable[[PlaceVersion, date], str]
# question, page, what one finds there, and the answer that is said instead where there is one
QUESTIONS: list[tuple[Any, str, Any, Answer]] = [
    (__("Where does my commune stand?"), "reports:overview", "", standing),
    (__("What may I apply for?"), "support:schemes", __("Schemes with their conditions and amounts"), applying),
    (
        __("Which titles, decided by whom?"),
        "recognition:titles",
        __("Each with its decision and history"),
        silent,
    ),
    (
        __("What grows here, and can it be traced?"),
        "produce:produce",
        __("Crops, certificates and names"),
        silent,
    ),
]
# Pages that speak for no unit and day.
MORE: list[tuple[Any, str, Any]] = [
    (__("Scan or type a code"), "look_up", __("Of a stamp, a poster or a document")),
    (__("The criteria in force"), "reports:sets", __("Every threshold with the article of law it comes from")),
]


def doors(unit: PlaceVersion, on: date) -> list[Door]:
    address = [unit.code, on.isoformat()]
    return [Door(ask, reverse(page, args=address), say(unit, on) or told) for ask, page, told, say in QUESTIONS]


def more() -> list[Door]:
    return [Door(ask, reverse(page), told) for ask, page, told in MORE]
