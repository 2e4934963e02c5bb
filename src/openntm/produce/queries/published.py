"""What is published of the produce of a unit: statements on crops, protected names, certificates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from openntm.office.access import today
from openntm.office.access.cover import covered
from openntm.places.models import PlaceVersion
from openntm.produce.crops import crop_name
from openntm.produce.models import Certificate, CropStatement, Designation
from openntm.produce.queries.naming import units_of
from openntm.produce.queries.register import CertificateRow, certificate_rows


@dataclass(frozen=True)
class Said:
    """A statement or a designation with the units that it names, as they stood on its day."""

    one: CropStatement | Designation
    unit: PlaceVersion | None
    named: list[PlaceVersion]

    @property
    def crop(self) -> str:
        return crop_name(self.one.crop)


def said_of(unit: PlaceVersion, on: date, model: type[CropStatement] | type[Designation]) -> list[Said]:
    """Of the unit, of what is under it and merged into it, and of wider units where it names one of these."""
    places = covered([unit.place], today())
    touching = Q(place__in=places) | Q(named_places__in=places)
    found = model._default_manager.filter(touching, day__lte=on).distinct().prefetch_related("named_places")
    shown: list[Any] = list(found)
    units = units_of(
        {pk for one in shown for pk in (one.place_id, *(named.pk for named in one.named_places.all()))}, on
    )
    return [said(one, units, on) for one in shown]


def said(one: CropStatement | Designation, units: dict[int, PlaceVersion], on: date) -> Said:
    named = [units[place.pk] for place in one.named_places.all() if place.pk in units]
    return Said(one, units.get(one.place_id), sorted(named, key=lambda each: each.sort_key))


def published_certificates(unit: PlaceVersion, on: date) -> list[CertificateRow]:
    """Number, holder, crop and standing may be published; nothing of its members and plots."""
    issued = Certificate.objects.filter(place__in=covered([unit.place], today()), issued__lte=on)
    rows = certificate_rows(issued.select_related("holder", "place").prefetch_related("acts"), on)
    return sorted(rows, key=lambda row: (row.truth.standing != "in_force", row.certificate.holder.sort_key))
