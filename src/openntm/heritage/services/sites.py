"""Writes: sites and their custodians."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from openntm.heritage.models import Custodian, Site
from openntm.heritage.services.keeping import kept_site, own_source, refuse_unless_keeps, refuse_without, write
from openntm.heritage.services.refusals import (
    DayAhead,
    DayTooEarly,
    DecidedAhead,
    PositionHalf,
    PositionOutside,
    SiteKnown,
    SiteWithinItself,
)
from openntm.office.access import today
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.places.vietnamese import sort_key

VIET_NAM = (Decimal(8), Decimal(24), Decimal(102), Decimal(110))  # south, north, west, east; roughly


@transaction.atomic
def add_site(*, by: Person, place: Place, name: str, source_title: str = "", **more: Any) -> Site:
    """`more`: the other fields of a site; without a source the register of the place stands as its source."""
    refuse_unless_keeps(by, place)
    site = Site(place=place, recorded_on=today(), confidence="entered", verified=not source_title)
    site.illustrative = by.is_demonstration
    _write_site(by, "site.add", site, {"name": name, "source_title": source_title or own_source(place), **more})
    return site


@transaction.atomic
def change_site(*, by: Person, pk: int, **given: Any) -> Site:
    site = kept_site(by, pk)
    _write_site(by, "site.change", site, given)
    return site


def _write_site(by: Person, verb: str, site: Site, given: dict[str, Any]) -> None:
    refuse_position(given.get("latitude", site.latitude), given.get("longitude", site.longitude))
    decided = given.get("decided_on")
    if decided and decided > today():
        raise DecidedAhead
    if site.pk and given.get("within") == site:
        raise SiteWithinItself
    site.sort_key = sort_key(given.get("name", site.name))
    write(by, verb, site, site.place, given, SiteKnown)


@transaction.atomic
def end_site(*, by: Person, pk: int, day: date, reason: str) -> Site:
    """`day`: the first one on which it is no longer in the register; its pages stay."""
    site = kept_site(by, pk)
    refuse_without(reason)
    if day > today():
        raise DayAhead
    write(by, "site.end", site, site.place, {"ended_on": day, "ended_why": reason}, SiteKnown)
    return site


@transaction.atomic
def hand_over_site(*, by: Person, pk: int, body: str, day: date, person: str = "", phone: str = "") -> Custodian:
    """To another custodian from that day on; the one before stays on record until the day before."""
    site = kept_site(by, pk)
    if day > today():
        raise DayAhead
    before = site.custodians.filter(valid_to__isnull=True).first()
    if before and day <= before.valid_from:
        raise DayTooEarly
    if before:
        before.valid_to = day
        before.save(update_fields=["valid_to"])
    given = {"body": body, "valid_from": day, "person": person, "phone": phone}
    custodian = Custodian(site=site)
    write(by, "site.hand_over", custodian, site.place, given, SiteKnown)
    return custodian


def refuse_position(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        raise PositionHalf
    south, north, west, east = VIET_NAM
    if latitude is not None and longitude is not None and not (south < latitude < north and west < longitude < east):
        raise PositionOutside
