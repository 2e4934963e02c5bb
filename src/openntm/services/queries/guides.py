"""A guide as its page shows it: the version of the day, what the office says, which acts are over, its ratings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q

from openntm.office.access.cover import covered
from openntm.places.models import COMMUNE_KINDS, Place, PlaceVersion
from openntm.places.queries import nearest_version, superiors_of
from openntm.places.vietnamese import fold
from openntm.services.catalogue import PORTAL, Procedure, acts, procedures_on, titles
from openntm.services.models import Change, Check, Rating
from openntm.steering.models import DirectiveRelation
from openntm.steering.queries.directives import ENDING, starts_of

ENOUGH = 5  # ratings, before a mean is shown
# Say nothing of what is wanted.
FILLERS = {"can", "cho", "co", "cua", "di", "khong", "lam", "muon", "nao", "o", "thi", "toi", "va", "xin"}
NEAREST = 6  # guides offered where none has all words


@dataclass(frozen=True)
class Superseded:
    """An act that a guide rests on and that was replaced or repealed by another one."""

    number: str
    by: str
    since: date
    verified: bool


def superseded(numbers: Collection[str], on: date) -> list[Superseded]:
    """By the list of acts that comes with the guides, and by the public directives of the register."""
    known = [acts()[number] for number in numbers if number in acts()]
    found = {
        one.number: Superseded(one.number, one.replaced_by, one.replaced_on, bool(one.replaced_source))
        for one in known
        if one.replaced_on and one.replaced_on <= on
    }
    ending = DirectiveRelation.objects.filter(kind__in=ENDING, directive__is_public=True, directive__issued__lte=on)
    named = ending.filter(Q(other__number__in=numbers) | Q(other_number__in=numbers))
    for one in named.select_related("directive", "other"):
        number = one.other.number if one.other else one.other_number
        if starts_of(one) <= on:
            found[number] = Superseded(number, one.directive.number, starts_of(one), one.verified)
    return [found[number] for number in sorted(found)]


def commune_over(place: Place, on: date) -> PlaceVersion | None:
    """The commune whose office answers at the place: of a hamlet the one above it."""
    unit = nearest_version(place, on)
    chain = [*superiors_of(unit, on), unit]
    return next((one for one in chain if one.kind in COMMUNE_KINDS), None)


def said_by_office(place: Place, slug: str, on: date) -> dict[str, str]:
    return {name: text for name, (text, _source) in said_with_source(place, slug, on).items()}


def said_with_source(place: Place, slug: str, on: date) -> dict[str, tuple[str, str]]:
    """What the office says of all its procedures, and over it what it says of this one, as published by the day; each
    with the document that the office names for it."""
    published = Change.objects.filter(place=place, state=Change.State.PUBLISHED, slug__in=("", slug))
    said: dict[str, tuple[str, str]] = {}
    for one in published.filter(valid_from__lte=on).order_by("valid_from", "decided_at", "pk"):
        if one.slug:
            said |= {f"own:{name}": (getattr(one, name), one.source) for name in Change.SAID}
        else:
            said |= {name: (getattr(one, name), one.source) for name in Change.SAID}
    nothing = ("", "")
    held = {name: (said.get(f"own:{name}", nothing), said.get(name, nothing)) for name in Change.SAID}
    return {name: own if own[0] else every for name, (own, every) in held.items() if own[0] or every[0]}


@dataclass(frozen=True)
class Mean:
    """`value` only from so many ratings on that it says something."""

    count: int
    value: float | None


def mean_of(slug: str) -> Mean:
    found = Rating.objects.filter(slug=slug, is_suspect=False).aggregate(count=Count("pk"), mean=Avg("stars"))
    return Mean(found["count"], round(found["mean"], 1) if found["count"] >= ENOUGH else None)


def means_at(place: Place, on: date) -> dict[str, Mean]:
    """Of the guides rated at the place and under it."""
    rows = Rating.objects.filter(place__in=covered([place], on), is_suspect=False).order_by().values_list("slug")
    found = rows.annotate(count=Count("pk"), mean=Avg("stars"))
    return {slug: Mean(count, round(mean, 1) if count >= ENOUGH else None) for slug, count, mean in found}


def checked_at(slug: str) -> Check | None:
    return Check.objects.filter(slug=slug).first()


def portal_link(check: Check | None) -> str:
    """`gone` by the last check, `asked` then, or `unchecked`: other hosts are asked only where it is switched on."""
    if check and PORTAL in check.dead:
        return "gone"
    return "asked" if check and check.asked_others else "unchecked"


def found_guides(on: date, words: str = "", field: str = "", event: str = "") -> list[Procedure]:
    """All words must occur, with or without accents."""
    needles = fold(words).split()
    return [
        one
        for one in procedures_on(on)
        if all(needle in one.search_key for needle in needles)
        and field in ("", one.field)
        and event in ("", *one.events)
    ]


def nearest_guides(on: date, words: str) -> list[Procedure]:
    """Where no guide has all words: those with the most of them, at least half."""
    needles = set(fold(words).split()) - FILLERS
    hits = [(len(needles & set(one.search_key.split())), one) for one in procedures_on(on)]
    most = max((count for count, _one in hits), default=0)
    return [one for count, one in hits if count == most][:NEAREST] if most * 2 >= len(needles) > 0 else []


def by_field(procedures: Collection[Procedure]) -> list[tuple[str, list[Procedure]]]:
    groups = [(key, [one for one in procedures if one.field == key]) for key in titles("fields")]
    return [(key, those) for key, those in groups if those]
