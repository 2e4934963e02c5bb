"""The columns of the files of the registers: the same when they are taken away and when they are handed in."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.office.handed_in import FileColumn
from openntm.produce.crops import crop_name
from openntm.produce.models import GrowingArea, Member, Plot, Producer, Product
from openntm.produce.queries.naming import units_of

C = FileColumn
PRODUCER_COLUMNS = [
    C("place", _("Code of the commune"), is_needed=True),
    C("name", _("Name of the producer"), is_needed=True),
    C("kind", _("Kind"), is_needed=True),
    C("address", _("Address")),
    C("registration", _("Registration number")),
    C("gln", _("GLN")),
    C("company_prefix", _("Company prefix")),
    C("phone", _("Telephone"), is_personal=True),
    C("representative", _("Representative"), is_personal=True),
]
MEMBER_COLUMNS = [
    C("place", _("Code of the commune"), is_needed=True),
    C("producer", _("Producer"), is_needed=True),
    C("number", _("Number of the member"), is_needed=True),
    C("name", _("Name of the household"), is_personal=True),
]
PRODUCT_COLUMNS = [
    C("place", _("Code of the commune"), is_needed=True),
    C("producer", _("Producer"), is_needed=True),
    C("name", _("Name of the product"), is_needed=True),
    C("crop", _("Crop"), is_needed=True),
    C("code", _("Product tracing code")),
    C("gtin", _("GTIN")),
    C("brand", _("Brand")),
    C("standards", _("Standards applied")),
    C("shelf_days", _("Keeps for (days)")),
    C("storage", _("How to keep it, warnings")),
]
AREA_COLUMNS = [
    C("place", _("Code of the commune"), is_needed=True),
    C("name", _("Name of the growing area"), is_needed=True),
    C("producer", _("Producer")),
    C("crop", _("Crop"), is_needed=True),
    C("area_ha", _("Area (ha)"), is_needed=True),
    C("code", _("Growing-area code")),
    C("code_given_by", _("Code given by")),
    C("valid_from", _("First day"), is_needed=True),
]
PLOT_COLUMNS = [
    C("place", _("Code of the commune"), is_needed=True),
    C("area", _("Name of the growing area"), is_needed=True),
    C("number", _("Number of the plot"), is_needed=True),
    C("area_ha", _("Area (ha)"), is_needed=True),
    C("member", _("Number of the member")),
    C("latitude", _("Latitude"), is_personal=True),
    C("longitude", _("Longitude"), is_personal=True),
]
COLUMNS = {
    "producers": PRODUCER_COLUMNS,
    "members": MEMBER_COLUMNS,
    "products": PRODUCT_COLUMNS,
    "areas": AREA_COLUMNS,
    "plots": PLOT_COLUMNS,
}


def producer_lines(producers: Iterable[Producer], on: date, *, shows_persons: bool) -> Iterator[list[Any]]:
    shown = list(producers)
    units = units_of((one.place_id for one in shown), on)
    for one in shown:
        special = {"place": code_of(units, one.place_id), "kind": one.get_kind_display()}
        yield line(PRODUCER_COLUMNS, one, special, shows_persons=shows_persons)


def member_lines(producers: Iterable[Producer], on: date, *, shows_persons: bool) -> Iterator[list[Any]]:
    """Those who did not leave."""
    members = list(
        Member.objects.filter(producer__in=list(producers), ended_on__isnull=True).select_related("producer")
    )
    units = units_of((one.producer.place_id for one in members), on)
    for one in members:
        special = {"place": code_of(units, one.producer.place_id), "producer": one.producer.name}
        yield line(MEMBER_COLUMNS, one, special, shows_persons=shows_persons)


def product_lines(producers: Iterable[Producer], on: date, *, shows_persons: bool) -> Iterator[list[Any]]:
    products = list(Product.objects.filter(producer__in=list(producers)).select_related("producer"))
    units = units_of((one.producer.place_id for one in products), on)
    for one in products:
        special = {"place": code_of(units, one.producer.place_id), "producer": one.producer.name}
        special["crop"] = crop_name(one.crop)
        yield line(PRODUCT_COLUMNS, one, special, shows_persons=shows_persons)


def area_lines(areas: Iterable[GrowingArea], on: date) -> Iterator[list[Any]]:
    """`areas` come with their producer."""
    shown = list(areas)
    units = units_of((one.place_id for one in shown), on)
    for one in shown:
        special = {"place": code_of(units, one.place_id), "crop": crop_name(one.crop)}
        special["producer"] = one.producer.name if one.producer else ""
        yield line(AREA_COLUMNS, one, special, shows_persons=True)


def plot_lines(plots: Iterable[Plot], on: date, *, shows_persons: bool) -> Iterator[list[Any]]:
    """`plots` come with their area and member."""
    shown = list(plots)
    units = units_of((one.area.place_id for one in shown), on)
    for one in shown:
        special = {"place": code_of(units, one.area.place_id), "area": one.area.name}
        special["member"] = one.member.number if one.member else ""
        yield line(PLOT_COLUMNS, one, special, shows_persons=shows_persons)


def line(columns: list[FileColumn], one: Any, special: dict[str, Any], *, shows_persons: bool) -> list[Any]:
    values = [special.get(column.field, getattr(one, column.field, "")) for column in columns]
    hidden = [column.is_personal and not shows_persons for column in columns]
    return ["" if secret or value is None else value for value, secret in zip(values, hidden, strict=True)]


def code_of(units: dict[int, Any], place: int) -> str:
    return units[place].code if place in units else ""
