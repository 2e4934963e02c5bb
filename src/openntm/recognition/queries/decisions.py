"""Reads: the register of decisions, its numbers and the gaps between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Prefetch, Q, QuerySet

from openntm.office.access.cover import covered
from openntm.office.working_days import later_day
from openntm.places.models import Place
from openntm.places.vietnamese import fold
from openntm.recognition.models import Decision, Dossier, TitleEvent, TitleRecord

DATA = Path(__file__).parent.parent / "data" / "decisions.yaml"


@cache
def rules() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def announce_by(issued: date, dossiers: Iterable[Dossier] = ()) -> date:
    """As the procedure of its dossiers says, else so many days after it was issued."""
    due = [dossier.due for dossier in dossiers if dossier.state == "recognised" and dossier.due]
    return min(due, default=later_day(issued, rules()["announce_within"]["days"], "days"))


def next_number(place: Place, year: int, symbol: str = "") -> str:
    """A proposal: the office's other registers may have given the number already."""
    taken = Decision.objects.filter(place=place, year=year, running__isnull=False)
    last = taken.order_by("-running").values_list("running", flat=True).first()
    return f"{(last or 0) + 1}/{symbol or rules()['symbol']}"


def gaps(place: Place, year: int) -> list[range]:
    """The running numbers up to the highest one that this register does not hold: they belong to other matters of the
    office, or were never entered."""
    known = Decision.objects.filter(place=place, year=year).order_by("running").values_list("running", flat=True)
    missing, expected = [], 1
    for number in (one for one in known if one is not None):
        if number > expected:
            missing.append(range(expected, number))
        expected = number + 1
    return missing


def gaps_text(missing: Iterable[range]) -> str:
    """`1–36, 38`."""
    return ", ".join(f"{one[0]}–{one[-1]}" if len(one) > 1 else str(one[0]) for one in missing)


def register_of(place: Place, on: date) -> QuerySet[Decision]:
    """The decisions of an authority of the place, and all that gave, confirmed or took titles in its territory."""
    reach = covered([place], on)
    inside = Q(records__place__in=reach) | Q(dossiers__place__in=reach) | Q(events__record__place__in=reach)
    found = Decision.objects.filter(Q(place=place) | inside, issued__lte=on).distinct()
    return found.order_by("-issued", "-running", "number")


@dataclass(frozen=True)
class Entry:
    """One decision with the titles that it speaks of and how many units it names."""

    decision: Decision
    titles: tuple[str, ...]
    units: int


def entries(found: QuerySet[Decision]) -> list[Entry]:
    records = Prefetch("records", TitleRecord.objects.select_related("place"))
    events = Prefetch("events", TitleEvent.objects.select_related("record"))
    rows = found.prefetch_related(records, events, Prefetch("dossiers", Dossier.objects.select_related("place")))
    return [entry(decision) for decision in rows]


def entry(decision: Decision) -> Entry:
    named = [*decision.records.all(), *(event.record for event in decision.events.all())]
    titles = dict.fromkeys(record.get_title_display() for record in named)
    return Entry(decision, tuple(titles), len({(record.place_id, record.holder) for record in named}))


def narrowed(
    found: QuerySet[Decision], *, text: str = "", year: int | None = None, kind: str = "", title: str = ""
) -> QuerySet[Decision]:
    """By words of number, subject, issuer or signer, without accents too; by year, kind and title."""
    found = found.filter(year=year) if year else found
    found = found.filter(kind=kind) if kind else found
    if title:
        found = found.filter(Q(records__title=title) | Q(events__record__title=title))
    if text:
        words = fold(text).split()
        found = found.filter(pk__in=[one.pk for one in found if all(word in searched(one) for word in words)])
    return found


def searched(decision: Decision) -> str:
    return fold(f"{decision.number} {decision.title_vi} {decision.title_en} {decision.issuer} {decision.signer}")


def place_of(decision: Decision) -> Place | None:
    """Whose log tells of it: the issuer's place, else that of a unit to which it gave a title."""
    record = None if decision.place else decision.records.select_related("place").first()
    return record.place if record else decision.place
