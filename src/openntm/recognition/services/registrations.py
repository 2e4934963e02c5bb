"""Writes: a place registers to reach a title in a year, or withdraws."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openntm.office.access import acting_for, today
from openntm.office.log import record, row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.places.models import Kind, Place, PlaceVersion
from openntm.places.queries import version_of
from openntm.places.vietnamese import clean, fold
from openntm.recognition.access.registrations import refuse_to_register, registrations_visible_to
from openntm.recognition.queries.titles import records_in_force, titles_on
from openntm.steering.ladder import Rung, fulfils, ladder
from openntm.steering.models import Directive, Registration, Title

FIELDS = ("place", "holder", "title", "year", "registered_on", "document", "state", "withdrawn_on")


class DayInFuture(Exception):
    """An act is entered on its day or later, not before."""


class YearPast(Exception):
    """The year was over on the day of the registration, or the title cannot be aimed at in that year."""


class PlaceEnded(Exception):
    """The place did not stand on the day."""


class OutsideProgramme(Exception):
    """Townships, wards and their residential groups take no titles; each title is for its own kind of unit."""


class HamletNotNamed(Exception):
    """A model hamlet is registered by its name inside its commune; other titles have no hamlet."""


class PrerequisiteMissing(Exception):
    """The title that must be held first was not held on the day."""

    def __init__(self, asks: Title) -> None:
        super().__init__(asks)
        self.asks = asks


class TitleHeld(Exception):
    """The title, or one above it, was held already on the day."""


class AlreadyRegistered(Exception):
    """One registration a place, title and year."""


class AlreadyWithdrawn(Exception):
    """A registration is withdrawn once."""


class ReasonMissing(Exception):
    """A registration is withdrawn with a reason."""


class DayBeforeRegistration(Exception):
    """A registration is not withdrawn before it was made."""


@transaction.atomic
def register_title(
    *,
    by: Person,
    place: Place,
    title: Title,
    year: int,
    day: date,
    holder: str = "",
    document: str = "",
    directive: Directive | None = None,
) -> Registration:
    """`day` is the day of the act; `document` the commune's own letter, `directive` the plan that took it up."""
    refuse_to_register(by, place)
    holder, document = clean(holder), clean(document)
    Place.objects.select_for_update().get(pk=place.pk)
    unit = registering_unit(place, title, year, day, holder)
    refuse_by_titles(place, title, day, holder)
    if is_registered(place, title, year, holder):
        raise AlreadyRegistered
    registration = Registration(place=place, title=title, year=year, registered_on=day, holder=holder)
    registration.document, registration.directive, registration.entered_by = document, directive, by
    registration.source_title = document or (str(directive) if directive else "") or own_word(unit, day)
    registration.confidence, registration.verified = "entered", True  # the act itself, entered by those who did it
    registration.illustrative = by.is_demonstration
    registration.full_clean()
    registration.save()
    deputy_of = acting_for(by, Action.REGISTER_TITLES, place, today())
    facts = row(registration, FIELDS)
    record(by, "title.register", registration, after=facts, place=place, on_behalf_of=deputy_of)
    return registration


def own_word(unit: PlaceVersion, day: date) -> str:
    """The source of a registration that came without a letter: kept in Vietnamese, whoever enters it."""
    with override("vi"):
        return _("Registration of %(place)s on %(day)s") % {"place": unit.full_name, "day": f"{day:%d/%m/%Y}"}


def registering_unit(place: Place, title: Title, year: int, day: date, holder: str) -> PlaceVersion:
    rung = ladder()[title]
    if day > today():
        raise DayInFuture
    if year < day.year or (rung.first_year and year < rung.first_year):
        raise YearPast
    unit = version_of(place, day)
    if unit is None:
        raise PlaceEnded
    refuse_kind(rung, unit, day, holder)
    return unit


def refuse_kind(rung: Rung, unit: PlaceVersion, day: date, holder: str) -> None:
    named_inside = rung.is_hamlet and unit.kind == Kind.XA
    if unit.kind not in rung.kinds and not named_inside:
        raise OutsideProgramme
    if named_inside != bool(holder):
        raise HamletNotNamed
    if unit.kind == Kind.THON:
        above = version_of(unit.parent, day) if unit.parent else None
        if above is None or above.kind != Kind.XA:
            raise OutsideProgramme


def refuse_by_titles(place: Place, title: Title, day: date, holder: str) -> None:
    if holder:
        names = records_in_force(day).filter(place=place, title=title).values_list("holder", flat=True)
        if fold(holder) in map(fold, names):
            raise TitleHeld
        return
    held = set(titles_on([place], day)[place.pk])
    if fulfils(title, held):
        raise TitleHeld
    asks = ladder()[title].asks
    if asks and not fulfils(asks, held):
        raise PrerequisiteMissing(asks)


def is_registered(place: Place, title: Title, year: int, holder: str) -> bool:
    held = Registration.objects.filter(place=place, title=title, year=year, state=Registration.State.REGISTERED)
    return fold(holder) in {fold(name) for name in held.values_list("holder", flat=True)}


@transaction.atomic
def withdraw_registration(*, by: Person, pk: int, reason: str, day: date) -> Registration:
    """Withdrawn from that day; the registration and the reason stay in view for those who may read there."""
    kept = registrations_visible_to(by).select_for_update().get(pk=pk)
    refuse_to_register(by, kept.place)
    if kept.state == Registration.State.WITHDRAWN:
        raise AlreadyWithdrawn
    if not clean(reason):
        raise ReasonMissing
    if day > today():
        raise DayInFuture
    if day < kept.registered_on:
        raise DayBeforeRegistration
    before = row(kept, FIELDS)
    kept.state, kept.withdrawn_on, kept.reason = Registration.State.WITHDRAWN, day, clean(reason)
    kept.save(update_fields=["state", "withdrawn_on", "reason"])
    deputy_of = acting_for(by, Action.REGISTER_TITLES, kept.place, today())
    told: dict[str, Any] = {
        "before": before,
        "after": row(kept, FIELDS),
        "place": kept.place,
        "on_behalf_of": deputy_of,
    }
    record(by, "registration.withdraw", kept, reason=kept.reason, **told)
    return kept
