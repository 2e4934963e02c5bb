"""Writes: a target is set as the document states it, changed with a trace, and closed with a reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Place
from openntm.places.queries import subtree, version_of
from openntm.places.vietnamese import clean, fold
from openntm.steering.access.targets import refuse_to_set, targets_visible_to
from openntm.steering.arithmetic import Span, plain
from openntm.steering.models import Target, TargetYear

STATED = (
    *("title_vi", "title_en", "measure", "unit", "base_value", "base_day", "added_min", "added_max"),
    *("final_min", "final_max", "stated_share", "stated_of", "said_on", "due", "adopted_by", "directive"),
    *("scope_vi", "scope_en", "source_title", "source_url", "verified", "note_vi", "note_en"),
)
CLOSED = ("closed_from", "closed_why_vi", "closed_why_en")
KEY_LENGTH = 60
ILLUSTRATIVE = "illustrative"


class SourceMissing(Exception):
    """A target is recorded with the document or page in which it was read."""


class PlaceNotThere(Exception):
    """The place does not stand on the day from which the plan starts, or a named unit does not belong to it then."""


class TargetClosed(Exception):
    """A closed target is neither changed nor closed again."""


class ReasonMissing(Exception):
    """A target is closed with a reason."""


class DayOutOfRange(Exception):
    """A target is closed from a day on or after the one on which it was stated, and not in the future."""


@transaction.atomic
def set_target(
    *,
    by: Person,
    place: Place,
    stated: Mapping[str, Any],
    years: Mapping[int, Span] | None = None,
    named_places: Iterable[Place] = (),
    pk: int | None = None,
) -> Target:
    """A new target, or the target `pk` as it is stated now. One that does not add up is kept: the document says so."""
    refuse_to_set(by, place)
    target = Target(place=place) if pk is None else open_target(by, pk, place)
    before = None if pk is None else facts_of(target)
    named = list(named_places)
    for name in STATED:
        if name in stated:
            setattr(target, name, tidy(stated[name]))
    refuse_stated(target, named)
    target.title_en = target.title_en or target.title_vi
    target.key = target.key or free_key(target)
    if by.is_demonstration:
        target.confidence = ILLUSTRATIVE
    target.full_clean()
    target.save()
    target.named_places.set(named)
    set_years(target, years or {})
    verb = "target.set" if pk is None else "target.change"
    deputy_of = acting_for(by, Action.SET_TARGETS, place, today())
    record(by, verb, target, before=before, after=facts_of(target), place=place, on_behalf_of=deputy_of)
    return target


def tidy(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def open_target(by: Person, pk: int, place: Place) -> Target:
    target = targets_visible_to(by).select_for_update().get(pk=pk, place=place)
    if target.closed_from:
        raise TargetClosed
    return target


def refuse_stated(target: Target, named: Iterable[Place]) -> None:
    if not target.source_title:
        raise SourceMissing
    if version_of(target.place, target.said_on) is None:
        raise PlaceNotThere
    inside = {unit.place_id for unit in subtree(target.place, target.said_on)}
    if any(one.pk not in inside for one in named):
        raise PlaceNotThere


def free_key(target: Target) -> str:
    """The title and the year in letters that an address can hold; a number behind it when it is taken."""
    stem = f"{slugify(fold(target.title_vi))[:KEY_LENGTH].strip('-')}-{target.due.year}"
    taken = set(Target.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def set_years(target: Target, years: Mapping[int, Span]) -> None:
    target.years.all().delete()
    for year, span in sorted(years.items()):
        TargetYear.objects.create(target=target, year=year, added_min=span.low, added_max=span.high)


def facts_of(target: Target) -> dict[str, Any]:
    """What the log keeps: numbers without trailing zeros, years and named units as they are."""
    kept = Target.objects.get(pk=target.pk)
    numbers = {"final": kept.final, "added": kept.added}
    facts = row(kept, [name for name in (*STATED, *CLOSED) if not name.endswith(("_min", "_max"))])
    facts |= {name: span.text(",") if span else None for name, span in numbers.items()}
    facts["base_value"] = None if kept.base_value is None else plain(kept.base_value.normalize(), ",")
    facts["directive"] = str(kept.directive) if kept.directive else None
    facts["years"] = [f"{one.year}: {one.added.text(',')}" for one in kept.years.all()] or None
    facts["named_places"] = sorted(str(place.key) for place in kept.named_places.all()) or None
    return facts


@transaction.atomic
def close_target(*, by: Person, pk: int, closed_from: date, why_vi: str = "", why_en: str = "") -> Target:
    """Aimed at no longer from that day; the reason may be given in one language."""
    target = targets_visible_to(by).select_for_update().get(pk=pk)
    refuse_to_set(by, target.place)
    if target.closed_from:
        raise TargetClosed
    if not target.said_on <= closed_from <= today():
        raise DayOutOfRange
    vi, en = clean(why_vi) or clean(why_en), clean(why_en) or clean(why_vi)
    if not vi:
        raise ReasonMissing
    before = facts_of(target)
    target.closed_from, target.closed_why_vi, target.closed_why_en = closed_from, vi, en
    target.full_clean()
    target.save(update_fields=CLOSED)
    deputy_of = acting_for(by, Action.SET_TARGETS, target.place, today())
    told: dict[str, Any] = {
        "before": before,
        "after": facts_of(target),
        "place": target.place,
        "on_behalf_of": deputy_of,
    }
    record(by, "target.close", target, reason=vi, **told)
    return target
