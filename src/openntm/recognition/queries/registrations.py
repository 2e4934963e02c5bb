"""Reads: who registered for which title, and what came of it by a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import carried, predecessor_ids, subtree, territory
from openntm.places.queries.units import versions
from openntm.places.vietnamese import fold
from openntm.recognition.models import Dossier, TitleRecord
from openntm.steering.models import Registration

CLOSED_DOSSIERS = ("withdrawn", "revoked", "superseded")
Holding = tuple[int, str, str]


class Outcome(TextChoices):
    REACHED = "reached", _("title reached")
    DOSSIER = "dossier", _("dossier made")
    OPEN = "open", _("registered, year not over")
    MISSED = "missed", _("no record of reaching it")
    ENDED = "ended", _("unit ended before")
    WITHDRAWN = "withdrawn", _("registration withdrawn")


@dataclass(frozen=True)
class Registered:
    """A registration with the unit as it was called then, the units that hold its land now, and what came of it."""

    registration: Registration
    unit: PlaceVersion
    now: tuple[PlaceVersion, ...]
    outcome: Outcome
    record: TitleRecord | None
    dossier: Dossier | None

    @property
    def has_moved(self) -> bool:
        return [one.place_id for one in self.now] != [self.unit.place_id]

    @property
    def name(self) -> str:
        holder = self.registration.holder
        return f"{holder}, {self.unit.full_name}" if holder else self.unit.full_name


def places_around(place: Place, on: date) -> set[int]:
    """The place, all under it, and the units that went into these."""
    found = {place.pk} | {one.place_id for one in (*subtree(place, on), *territory(place, on))}
    fresh = found
    while fresh:
        fresh = {one for group in predecessor_ids(fresh).values() for one in group} - found
        found = found | fresh
    return found


def registrations_on(place: Place, on: date) -> QuerySet[Registration]:
    found = Registration.objects.filter(place__in=places_around(place, on), registered_on__lte=on)
    return found.select_related("place", "directive", "entered_by").order_by("-year", "title", "place_id", "holder")


def standing(registrations: QuerySet[Registration], on: date) -> QuerySet[Registration]:
    """Without those that were withdrawn by the day."""
    return registrations.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))


def with_outcome(registrations: Iterable[Registration], on: date) -> list[Registered]:
    """A handful of queries, however many registrations there are."""
    rows = list(registrations)
    called, ids = units_called(rows), {one.place_id for one in rows}
    held = carried({one.place_id: called[one.pk].valid_from for one in rows}, on)
    records, dossiers = first_records(ids, on), open_dossiers(ids, on)
    found = []
    for one in rows:
        record = records.get((one.place_id, one.title, fold(one.holder)))
        dossier = dossiers.get((one.place_id, one.title, fold(one.holder), one.year))
        now = tuple(held.get(one.place_id, ()))
        outcome = outcome_of(one, called[one.pk], on, is_reached=record is not None, has_dossier=dossier is not None)
        found.append(Registered(one, called[one.pk], now, outcome, record, dossier))
    return found


def outcome_of(
    registration: Registration, unit: PlaceVersion, on: date, *, is_reached: bool, has_dossier: bool
) -> Outcome:
    over = date(registration.year, 12, 31)
    if registration.withdrawn_on and registration.withdrawn_on <= on:
        return Outcome.WITHDRAWN
    if is_reached:
        return Outcome.REACHED
    if has_dossier:
        return Outcome.DOSSIER
    if unit.valid_to and unit.valid_to <= min(on, over):
        return Outcome.ENDED
    return Outcome.MISSED if on > over else Outcome.OPEN


def units_called(rows: Iterable[Registration]) -> dict[int, PlaceVersion]:
    """Each unit's version of the day of the registration."""
    rows = list(rows)
    by_place: dict[int, list[PlaceVersion]] = defaultdict(list)
    for version in versions().filter(place__in={one.place_id for one in rows}).order_by("valid_from"):
        by_place[version.place_id].append(version)
    return {
        one.pk: next(
            (version for version in by_place[one.place_id] if version.stands_on(one.registered_on)),
            by_place[one.place_id][-1],
        )
        for one in rows
    }


def first_records(places: Iterable[int], on: date) -> dict[Holding, TitleRecord]:
    found = TitleRecord.objects.filter(place__in=list(places), from_day__lte=on).order_by("-from_day")
    return {(one.place_id, one.title, fold(one.holder)): one for one in found}


def open_dossiers(places: Iterable[int], on: date) -> dict[tuple[int, str, str, int], Dossier]:
    found = Dossier.objects.filter(place__in=list(places), opened_on__lte=on).exclude(state__in=CLOSED_DOSSIERS)
    return {(one.place_id, one.title, fold(one.holder), one.year): one for one in found}
