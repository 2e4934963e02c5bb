"""Writes: a file of a register of produce."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from openntm.office.handed_in import HandedRow
from openntm.office.handing_in import Cells, HandedIn, NotInRegister, hand_in_rows, names_of
from openntm.office.models import Person
from openntm.places.models import Place
from openntm.produce.access import areas_visible_to, plots_visible_to, producers_visible_to
from openntm.produce.crops import crops
from openntm.produce.models import GrowingArea, Member, Plot, Producer
from openntm.produce.queries.columns import COLUMNS
from openntm.produce.services import areas, producers


def hand_in(*, by: Person, kind: str, rows: Iterable[HandedRow], is_trial: bool) -> HandedIn:
    """`kind`: producers, areas or plots."""
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


def hand_in_area(by: Person, cells: Cells) -> str:
    place, name = cells.place(), cells.values["name"]
    given: dict[str, Any] = {
        "crop": cells.word("crop", {key: [one.name_vi, one.name_en] for key, one in crops().items()})
    }
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


def changed(known: Producer | GrowingArea | Plot, given: dict[str, Any], service: Callable[..., Any]) -> str:
    """Only what differs is written."""
    new = {name: value for name, value in given.items() if getattr(known, name) != value}
    if not new:
        return "same"
    service(**({name: given[name] for name in ("latitude", "longitude") if name in given} | new))
    return "changed"


WRITERS: dict[str, Callable[[Person, Cells], str]] = {
    "producers": hand_in_producer,
    "areas": hand_in_area,
    "plots": hand_in_plot,
}
