"""The questions and their short answers; every answer is read from the same rows as the page behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
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
    question: str
    url: str
    answer: str = ""


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


Answer = Callable[[PlaceVersion, date], str]
QUESTIONS: list[tuple[Any, str, Answer | None]] = [
    (__("Where does my commune stand?"), "reports:overview", standing),
    (__("What is being built near me?"), "works:works", None),
    (__("What was contributed?"), "participation:mobilised", None),
    (__("What may I apply for?"), "support:schemes", applying),
    (__("How do I do a procedure?"), "services:guides", None),
    (__("Which titles, decided by whom?"), "recognition:titles", None),
    (__("What grows here, and can it be traced?"), "produce:produce", None),
    (__("Relics and scenic spots"), "heritage:sites", None),
]


def doors(unit: PlaceVersion, on: date) -> Iterator[Door]:
    """Those whose page exists."""
    for question, name, answer in QUESTIONS:
        try:
            url = reverse(name, args=[unit.code, on.isoformat()])
        except NoReverseMatch:
            continue
        yield Door(str(question), url, answer(unit, on) if answer else "")


# Pages that speak for no unit and day; `place` is handed on where the page asks for one.
MORE: list[tuple[Any, Any, str, bool]] = [
    (__("Scan or type a code"), __("Of a stamp, a poster, a board at a site or a document"), "look_up", False),
    (__("Report something"), __("A road, a work, waste, a procedure: with a photo, without an account"),
     "participation:report_new", True),
    (__("Open data"), __("Tables for everybody, with licence and date"), "open_data", False),
    (__("The criteria in force"), __("Every threshold with the article of law it comes from"), "reports:sets", False),
]  # fmt: skip


def more(unit: PlaceVersion | None) -> Iterator[Door]:
    for question, said, name, takes_place in MORE:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        yield Door(str(question), f"{url}?place={unit.code}" if takes_place and unit else url, str(said))
