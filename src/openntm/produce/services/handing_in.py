"""Writes: a file of a register of produce."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from openntm.office.handed_in import HandedRow
from openntm.office.handing_in import CellMissing, Cells, HandedIn, NotInRegister, hand_in_rows, names_of
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.produce.access import areas_visible_to, plots_visible_to, producers_visible_to, products_visible_to
from openntm.produce.crops import crops
from openntm.produce.models import GrowingArea, Member, Plot, Producer, Product
from openntm.produce.queries.columns import COLUMNS
from openntm.produce.services import areas, members, producers, products


def hand_in(*, by: Person, kind: str, rows: Iterable[HandedRow], is_trial: bool) -> HandedIn:
    """`kind`: producers, members, products, areas or plots."""
    return hand_in_rows(rows, partial(WRITERS[kind], by), COLUMNS[kind], is_trial=is_trial)


def hand_in_producer(by: Person, cells: Cells) -> str:
    kinds = {value: names_of(label) for value, label in Producer.Kind.choices}
    given: dict[str, Any] = {"kind": cells.word("kind", kinds)}
    given |= cells.texts("address", "registration", "gln", "company_prefix", "phone", "representative")
    place, name = cells.place(), cells.values["name"]
    known = producers_visible_to(by).filter(place=place, name=name).first()
    if known is None:
        producers.add_producer(by=by, place=place, name=name, **given)
        return "added"
    return changed(known, given, lambda **new: producers.change_producer(by=by, pk=known.pk, **new))


def hand_in_member(by: Person, cells: Cells) -> str:
    """A file that leaves the names out changes none; a new member needs one."""
    producer, number, name = producer_named(by, cells.place(), cells), cells.values["number"], cells.values.get("name")
    known = members.members_visible_to(by).filter(producer=producer, number=number).first()
    if known is None:
        if not name:
            raise cells.wrong("name", CellMissing)
        members.add_member(by=by, producer=needed(producer), number=number, name=name)
        return "added"
    given = {"name": name} if name else {}
    return changed(known, given, lambda **new: members.change_member(by=by, pk=known.pk, **new))


def hand_in_product(by: Person, cells: Cells) -> str:
    """Known by its code, which is the GTIN where it has no other."""
    producer = producer_named(by, cells.place(), cells)
    given: dict[str, Any] = {"name": cells.values["name"], "crop": crop_named(cells)}
    given |= cells.texts("code", "gtin", "brand", "standards", "storage")
    if "shelf_days" in cells.values:
        days = cells.number("shelf_days")
        given["shelf_days"] = None if days is None else int(days)
    code = given.get("code") or given.get("gtin", "")
    known = products_visible_to(by).filter(producer=producer, code=code).first()
    if known is None:
        products.add_product(by=by, producer=needed(producer), **given)
        return "added"
    return changed(known, given | {"code": code}, lambda **new: products.change_product(by=by, pk=known.pk, **new))


def needed(producer: int | None) -> int:
    assert producer is not None, "its column is needed"
    return producer


def crop_named(cells: Cells) -> str:
    return cells.word("crop", {key: [one.name_vi, one.name_en] for key, one in crops().items()})


def hand_in_area(by: Person, cells: Cells) -> str:
    place, name = cells.place(), cells.values["name"]
    given: dict[str, Any] = {"crop": crop_named(cells)}
    given |= {"area_ha": cells.number("area_ha", 3), "valid_from": cells.day("valid_from")}
    given |= cells.texts("code", "code_given_by")
    if "producer" in cells.values:
        given["producer_id"] = producer_named(by, place, cells)
    known = areas_visible_to(by).filter(place=place, name=name).first()
    if known is None:
        areas.add_area(by=by, place=place, name=name, **as_service(given))
        return "added"
    return changed(known, given, lambda **new: areas.change_area(by=by, pk=known.pk, **as_service(new)))


def as_service(given: dict[str, Any]) -> dict[str, Any]:
    """Services call it `producer`."""
    return {("producer" if name == "producer_id" else name): value for name, value in given.items()}


def producer_named(by: Person, place: Place, cells: Cells) -> int | None:
    if not cells.values["producer"]:
        return None
    found = producers_visible_to(by).filter(place=place, name=cells.values["producer"]).first()
    if found is None:
        raise cells.wrong("producer", NotInRegister)
    return found.pk


def hand_in_plot(by: Person, cells: Cells) -> str:
    area = areas_visible_to(by).filter(place=cells.place(), name=cells.values["area"]).first()
    if area is None:
        raise cells.wrong("area", NotInRegister)
    given: dict[str, Any] = {"area_ha": cells.number("area_ha", 3)}
    if cells.values.get("latitude") or cells.values.get("longitude"):
        given |= {"latitude": cells.number("latitude", 5), "longitude": cells.number("longitude", 5)}
    if "member" in cells.values:
        given["member"] = member_named(area, cells)
    number = cells.values["number"]
    known = plots_visible_to(by).filter(area=area, number=number).select_related("member").first()
    if known is None:
        areas.add_plot(by=by, area=area.pk, number=number, **given)
        return "added"
    return changed(known, given, lambda **new: areas.change_plot(by=by, pk=known.pk, **new))


def member_named(area: GrowingArea, cells: Cells) -> Member | None:
    if not cells.values["member"]:
        return None
    found = Member.objects.filter(producer=area.producer_id, number=cells.values["member"]).first()
    if found is None:
        raise cells.wrong("member", NotInRegister)
    return found


def changed(
    known: Producer | Member | Product | GrowingArea | Plot, given: dict[str, Any], service: Callable[..., Any]
) -> str:
    """Only what differs is written."""
    new = {name: value for name, value in given.items() if getattr(known, name) != value}
    if not new:
        return "same"
    service(**({name: given[name] for name in ("latitude", "longitude") if name in given} | new))
    return "changed"


WRITERS: dict[str, Callable[[Person, Cells], str]] = {
    "producers": hand_in_producer,
    "members": hand_in_member,
    "products": hand_in_product,
    "areas": hand_in_area,
    "plots": hand_in_plot,
}
