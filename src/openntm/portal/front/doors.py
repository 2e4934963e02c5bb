"""The questions and their short answers; every answer is read from the same rows as the page behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from openntm.heritage.queries.sites import sites_of
from openntm.office.access import today
from openntm.places.models import COMMUNE_KINDS, PlaceVersion
from openntm.places.queries import carried, superiors_of
from openntm.recognition.queries.counts import counts_on
from openntm.recognition.queries.titles import states_on, titles_on
from openntm.services.catalogue import procedures_on
from openntm.steering.models import Title
from openntm.support.queries.schemes import calls_on, state_of
from openntm.works.models import Board, Work
from openntm.works.queries.register import found_by, here, standing

LEVELS = (Title.NTM, Title.ADVANCED, Title.MODEL)


@dataclass(frozen=True)
class Door:
    question: Any
    url: str
    answer: Any


def title_held(unit: PlaceVersion, on: date) -> str:
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


def building(unit: PlaceVersion, on: date) -> str:
    """Real works alone, and how many of them a board watches."""
    real = standing(here(Work.objects.filter(illustrative=False), unit), on)
    works = found_by(real, {"state": Work.State.UNDERWAY})
    count = works.count()
    if not count:
        return ""
    watched = works.filter(boards__state=Board.State.STANDING).distinct().count()
    words = {"count": count, "watched": watched}
    return _("%(count)s works are under way; a supervision board watches %(watched)s of them.") % words


def guiding(unit: PlaceVersion, on: date) -> str:
    words = {"count": len(procedures_on(on))}
    return _("%(count)s guides in plain words: papers, time, fee, where to go.") % words


def kept(unit: PlaceVersion, on: date) -> str:
    count = sites_of(unit, on, AnonymousUser()).filter(illustrative=False).count()
    return _("%(count)s sites are in the register.") % {"count": count} if count else ""


def silent(unit: PlaceVersion, on: date) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """`page` speaks for a unit and a day; `told` is what one finds there, where `answer` is silent."""

    question: Any
    page: str
    told: Any
    answer: Callable[[PlaceVersion, date], str] = silent
    is_done_today: bool = False  # whichever day is looked at
    speaks_of_now: bool = False  # a page without a unit and day in its address, that takes the unit as a question

    def door(self, unit: PlaceVersion, on: date) -> Door:
        now = f"{reverse(self.page)}?place={unit.code}" if self.speaks_of_now else ""
        address = now or reverse(self.page, args=[unit.code, on.isoformat()])
        return Door(self.question, address, self.answer(unit, on) or self.told)


def there_today(unit: PlaceVersion, on: date) -> tuple[PlaceVersion, date]:
    """Who answers there today: the unit itself or what it became, else the nearest above of whom that is clear."""
    for one in (unit, *reversed(superiors_of(unit, on))):
        [held] = carried({one.place_id: on}, today()).values()
        if len(held) == 1:
            return held[0], today()
    return unit, on


GROUPS: list[tuple[Any, list[Question]]] = [
    (
        __("Where it stands"),
        [
            Question(__("Where does my commune stand?"), "reports:overview", "", title_held),
            Question(__("Which titles, decided by whom?"), "recognition:titles", __("Each with its decision")),
            Question(__("Are the households content?"), "participation:surveys", __("Surveys, with how many answered")),
            Question(
                __("On what may I give my opinion?"),
                "recognition:consultations",
                __("Dossiers under consultation, opinions and answers"),
            ),
        ],
    ),
    (
        __("What is built, given and kept"),
        [
            Question(
                __("What is being built near me, who watches it?"),
                "works:works",
                __("Each work with its money, builder, progress and board"),
                building,
            ),
            Question(
                __("What was contributed?"),
                "participation:mobilised",
                __("Money, labour, land and materials, and what was published"),
            ),
            Question(
                __("What grows here, and can it be traced?"),
                "produce:produce",
                __("Crops, certificates and names"),
            ),
            Question(
                __("Which relics and sights are there?"), "heritage:sites", __("Their story, rank and keeper"), kept
            ),
        ],
    ),
    (
        __("What I can do"),
        [
            Question(__("How do I do a procedure?"), "services:guides", "", guiding, is_done_today=True),
            Question(
                __("What may I apply for?"),
                "support:schemes",
                __("Schemes with their conditions and amounts"),
                applying,
                is_done_today=True,
            ),
            Question(
                __("What did others report?"),
                "participation:voices",
                __("Each with its answer, or how long it waits"),
            ),
            Question(
                __("Report something"),
                "participation:report_new",
                __("A photo and a line; no account"),
                speaks_of_now=True,
            ),
        ],
    ),
]


def groups(unit: PlaceVersion, on: date) -> list[tuple[Any, list[Door]]]:
    now = there_today(unit, on)
    return [
        (heading, [one.door(*now) if one.is_done_today else one.door(unit, on) for one in asked])
        for heading, asked in GROUPS
    ]


def more(unit: PlaceVersion | None) -> list[Door]:
    """What speaks for no unit and day."""
    place = f"?place={unit.code}" if unit else ""
    pages: list[tuple[Any, str, Any]] = [
        (__("Scan or type a code"), reverse("look_up"), __("Of a stamp, a poster or a document")),
        (
            __("The criteria in force"),
            reverse("reports:sets"),
            __("Every threshold with the article of law it comes from"),
        ),
        (__("Open data"), reverse("open_data") + place, __("CSV, JSON, OC4IDS and EPCIS, with licence and date")),
    ]
    return [Door(*page) for page in pages]
