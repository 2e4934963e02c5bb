"""Writes: growing areas and their plots, whose sum stays within the area."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from openntm.office.models import Person
from openntm.office.wording import number_text
from openntm.places.models import Place
from openntm.places.vietnamese import clean
from openntm.produce.access import areas_visible_to, plots_visible_to
from openntm.produce.crops import crops
from openntm.produce.models import GrowingArea, Member, Plot, Producer
from openntm.produce.queries.certificates import certificate_over
from openntm.produce.services.keeping import entered, refuse_end, refuse_unless_keeps, write
from openntm.produce.services.producers import kept_producer
from openntm.produce.services.refusals import (
    AreaBelowPlots,
    AreaCertified,
    AreaCodeKnown,
    AreaEnded,
    AreaNotPositive,
    CropUnknown,
    DaysReversed,
    MemberOfAnother,
    PlotBelowScope,
    PlotKnown,
    PlotsBeyondArea,
    PositionHalf,
    PositionOutside,
)

VIET_NAM = (Decimal(8), Decimal(24), Decimal(102), Decimal(110))  # south, north, west, east; roughly


@transaction.atomic
def add_area(
    *,
    by: Person,
    place: Place,
    name: str,
    crop: str,
    area_ha: Decimal,
    valid_from: date,
    producer: int | None = None,
    **more: Any,
) -> GrowingArea:
    """`more`: code, code_given_by. The growing-area code comes from the plant protection authority."""
    refuse_unless_keeps(by, place)
    given = {"place": place, "name": name, "crop": crop, "area_ha": area_ha, "valid_from": valid_from, **more}
    given["producer"] = kept_producer(by, producer) if producer else None
    one = GrowingArea()
    entered(by, one, place)
    _write_area(by, "area.add", one, place, given)
    return one


@transaction.atomic
def change_area(*, by: Person, pk: int, **given: Any) -> GrowingArea:
    """Crop and producer stay while plots of it stand under a certificate."""
    one = kept_area(by, pk)
    if "producer" in given:
        given["producer"] = kept_producer(by, given["producer"]) if given["producer"] else None
    moved = any(name in given and given[name] != getattr(one, name) for name in ("crop", "producer"))
    if moved and (held := certificate_over(one.plots.all())):
        raise AreaCertified(number=str(held))
    _write_area(by, "area.change", one, one.place, given)
    return one


@transaction.atomic
def end_area(*, by: Person, pk: int, day: date, reason: str) -> GrowingArea:
    """`day`: the first day on which it is no longer grown."""
    one = kept_area(by, pk)
    refuse_end(day, reason)
    if day <= one.valid_from:
        raise DaysReversed
    if held := certificate_over(one.plots.all(), day):
        raise AreaCertified(number=str(held))
    write(by, "area.end", one, one.place, {"valid_to": day}, taken=AreaCodeKnown, reason=clean(reason))
    return one


@transaction.atomic
def add_plot(*, by: Person, area: int, number: str, area_ha: Decimal, **more: Any) -> Plot:
    """`more`: member, latitude, longitude; the position is personal."""
    one = kept_area(by, area)
    plot = Plot(area=one)
    _write_plot(by, "plot.add", plot, {"number": number, "area_ha": area_ha, **more})
    return plot


@transaction.atomic
def change_plot(*, by: Person, pk: int, **given: Any) -> Plot:
    plot = plots_visible_to(by).get(pk=pk)
    kept_area(by, plot.area_id)
    if given.get("area_ha", plot.area_ha) != plot.area_ha and (held := certificate_over([plot])):
        raise PlotBelowScope(number=str(held))
    _write_plot(by, "plot.change", plot, given)
    return plot


def kept_area(by: Person, pk: int) -> GrowingArea:
    """Locked for a change; raises GrowingArea.DoesNotExist, PermissionDenied, AreaEnded."""
    one = areas_visible_to(by).select_for_update(of=("self",)).select_related("place").get(pk=pk)
    refuse_unless_keeps(by, one.place)
    if one.valid_to:
        raise AreaEnded
    return one


def _write_area(by: Person, verb: str, one: GrowingArea, place: Place, given: dict[str, Any]) -> None:
    if given.get("crop", one.crop) not in crops():
        raise CropUnknown
    area = given.get("area_ha", one.area_ha)
    if area <= 0:
        raise AreaNotPositive
    if one.pk and area < (plots := sum_of(one)):
        raise AreaBelowPlots(plots=number_text(plots))
    write(by, verb, one, place, given, taken=AreaCodeKnown)


def _write_plot(by: Person, verb: str, plot: Plot, given: dict[str, Any]) -> None:
    area, size = plot.area, given.get("area_ha", plot.area_ha)
    if size <= 0:
        raise AreaNotPositive
    total = sum_of(area, but=plot.pk) + size
    if total > area.area_ha:
        raise PlotsBeyondArea(plots=number_text(total), area=number_text(area.area_ha))
    refuse_position(given.get("latitude"), given.get("longitude"))
    refuse_member(area.producer, given.get("member"))
    write(by, verb, plot, area.place, given, taken=PlotKnown)


def sum_of(area: GrowingArea, but: int | None = None) -> Decimal:
    others = area.plots.exclude(pk=but) if but else area.plots.all()
    total = others.aggregate(total=Sum("area_ha"))["total"]
    return total or Decimal(0)


def refuse_member(producer: Producer | None, member: Member | None) -> None:
    if member and member.producer_id != (producer.pk if producer else None):
        raise MemberOfAnother


def refuse_position(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if (latitude is None) != (longitude is None):
        raise PositionHalf
    south, north, west, east = VIET_NAM
    if latitude is not None and longitude is not None and not (south < latitude < north and west < longitude < east):
        raise PositionOutside
