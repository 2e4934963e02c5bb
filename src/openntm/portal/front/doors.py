"""The questions and their short answers; every answer is read from the same rows as the page behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from openntm.office.access.cover import covered
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import superiors_of
from openntm.recognition.queries.counts import counts_on
from openntm.recognition.queries.titles import states_on, titles_on
from openntm.steering.models import Title
from openntm.support.queries.schemes import calls_on, state_of
from openntm.works.models import Work

LEVELS = (Title.NTM, Title.ADVANCED, Title.MODEL)


@dataclass(frozen=True)
class Door:
    question: str
    url: str
    answer: str = ""


def standing(unit: PlaceVersion, on: date) -> str:
    """The highest title a commune holds, or how many communes of a larger unit hold one."""
    if unit.kind not in COMMUNE_KINDS:
        found = counts_on(unit.place, on, LEVELS[:2])
        ntm, advanced = found[Title.NTM], found[Title.ADVANCED]
        words = {"ntm": ntm.count or 0, "of": ntm.of, "advanced": advanced.count or 0}
        return _("%(ntm)s of %(of)s communes hold NTM, %(advanced)s of them the advanced title.") % words
    held = titles_on([unit.place_id], on)[unit.place_id]
    best = next((held[level] for level in reversed(LEVELS) if level in held), None)
    if best is None:
        return _("No title is on record on this day.")
    words = {"title": best.get_title_display(), "since": f"{best.from_day:%d/%m/%Y}"}
    if states_on([best], on)[best.pk] == "by_rule":
        return _("Holds %(title)s by the rule on merges; it is not confirmed by a decision of its own.") % words
    return _("Holds %(title)s since %(since)s.") % words


def building(unit: PlaceVersion, on: date) -> str:
    found = Work.objects.filter(place__in=covered([unit.place], on))
    words = {"all": found.count(), "now": found.filter(state=Work.State.UNDERWAY).count()}
    return _("%(now)s works are being built, %(all)s are on record.") % words if words["all"] else ""


def applying(unit: PlaceVersion, on: date) -> str:
    found = [call for above in (unit, *superiors_of(unit, on)) for call in calls_on(above.place, on)]
    count = len({call.pk for call in found if state_of(call, on) == "open"})
    return _("%(count)s calls for applications are open.") % {"count": count} if count else ""


Answer = Callable[[PlaceVersion, date], str]
QUESTIONS: list[tuple[Any, str, Answer | None]] = [
    (__("Where does my commune stand?"), "reports:overview", standing),
    (__("What is being built near me?"), "works:works", building),
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
