"""Writes: a file of a register; every row goes through the service of its kind, all of them or none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openntm.office.access import today
from openntm.office.models import Person
from openntm.office.refused import Refused
from openntm.places.models import Place
from openntm.places.queries import PlaceNotFound, place_at
from openntm.places.vietnamese import fold
from openntm.produce.access import areas_visible_to, plots_visible_to, producers_visible_to
from openntm.produce.crops import crops
from openntm.produce.models import GrowingArea, Member, Plot, Producer
from openntm.produce.queries.columns import COLUMNS
from openntm.produce.queries.handed_in import HandedRow
from openntm.produce.services import areas, producers

FIELD_DIGITS = {"area_ha": 3, "latitude": 5, "longitude": 5}


class RowWrong(Refused):
    sentence = _("%(column)s: “%(value)s” is not understood.")


class CellMissing(Refused):
    sentence = _("%(column)s is missing.")


class NotYours(Refused):
    sentence = _("You do not keep the register of this commune.")


class NotInRegister(Refused):
    sentence = _("%(column)s: “%(value)s” does not stand in the register of this commune.")


@dataclass(frozen=True)
class Problem:
    line: int
    said: str


@dataclass(frozen=True)
class HandedIn:
    """What the rows did, or would do; with problems nothing was written."""

    added: int
    changed: int
    same: int
    problems: list[Problem]


class OnlyTried(Exception):
    """Takes back what a trial wrote."""


def hand_in(*, by: Person, kind: str, rows: Iterable[HandedRow], is_trial: bool) -> HandedIn:
    """`kind`: producers, areas or plots. Rows that stand there already with the same values change nothing."""
    outcomes: list[str] = []
    problems: list[Problem] = []
    try:
        with transaction.atomic():
            for row in rows:
                try:
                    outcomes.append(WRITERS[kind](by, Cells(kind, row.values)))
                except Refused as refused:
                    problems.append(Problem(row.line, str(refused)))
                except PermissionDenied:
                    problems.append(Problem(row.line, str(NotYours())))
            if is_trial or problems:
                raise OnlyTried
    except OnlyTried:
        pass
    added, changed, same = (outcomes.count(word) for word in ("added", "changed", "same"))
    return HandedIn(added, changed, same, problems)


class Cells:
    """The cells of a row, read as what their column holds; an empty column that is not in the file changes nothing."""

    def __init__(self, kind: str, values: dict[str, str]) -> None:
        self.values = values
        self.titles = {column.field: str(column.title) for column in COLUMNS[kind]}
        for column in COLUMNS[kind]:
            if column.is_needed and not values.get(column.field):
                raise CellMissing(column=column.title)

    def wrong(self, field: str, rule: type[Refused] = RowWrong) -> Refused:
        return rule(column=self.titles[field], value=self.values.get(field, ""))

    def place(self) -> Place:
        text = self.values["place"]
        try:  # a spreadsheet drops the zeros in front
            return place_at(text.zfill(5) if text.isdecimal() else text, today()).place
        except PlaceNotFound:
            raise self.wrong("place") from None

    def number(self, field: str) -> Decimal | None:
        """1.234,5 as it is written here, or 1234.5 as files hold it."""
        text = self.values.get(field, "").replace(" ", "")
        if not text:
            return None
        try:
            value = Decimal(text.replace(".", "").replace(",", ".") if "," in text else text)
            return value.quantize(Decimal(1).scaleb(-FIELD_DIGITS[field]))
        except InvalidOperation:
            raise self.wrong(field) from None

    def day(self, field: str) -> date:
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(self.values[field], form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        raise self.wrong(field)

    def word(self, field: str, choices: dict[str, list[str]]) -> str:
        """The key whose name in either language this is."""
        wanted = fold(self.values[field])
        for key, names in choices.items():
            if wanted in [fold(name) for name in [key, *names]]:
                return key
        raise self.wrong(field)

    def texts(self, *fields: str) -> dict[str, str]:
        return {field: self.values[field] for field in fields if field in self.values}


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
    given |= {"area_ha": cells.number("area_ha"), "valid_from": cells.day("valid_from")}
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
    given: dict[str, Any] = {"area_ha": cells.number("area_ha")}
    if cells.values.get("latitude") or cells.values.get("longitude"):
        given |= {"latitude": cells.number("latitude"), "longitude": cells.number("longitude")}
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


def names_of(label: Any) -> list[str]:
    names = []
    for language in ("vi", "en"):
        with override(language):
            names.append(str(label))
    return names


WRITERS: dict[str, Callable[[Person, Cells], str]] = {
    "producers": hand_in_producer,
    "areas": hand_in_area,
    "plots": hand_in_plot,
}
