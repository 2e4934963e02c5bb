"""What a stamp's page tells of its lot: the least items of Circular 02/2024, and of the passport what is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of
from openntm.places.vietnamese import fold
from openntm.produce.models import GrowingArea, Lot, Producer, Product, WaitingOverride
from openntm.produce.queries.certificates import Standing, Truth
from openntm.produce.queries.stages import Stage, stages_of
from openntm.produce.stamps.picture import picture_of


@dataclass(frozen=True)
class Item:
    """`value` is empty where the record has nothing: the page says so. `language` is that of words of people, where it
    is not that of the page."""

    label: str
    value: str = ""
    is_optional: bool = False
    language: str = ""


@dataclass(frozen=True)
class Content:
    """`illustrative` if anything that the page tells was invented for the demonstration."""

    product: Product
    picture: str
    items: tuple[Item, ...]
    stages: tuple[Stage, ...]
    certificate: tuple[Item, ...]
    illustrative: bool


def lot_of(key: str) -> Lot | None:
    """`key` is what the code leads to, as the ledger of codes keeps it."""
    wanted = Lot.objects.select_related("product__producer", "product__picture", "certificate", "place")
    return wanted.filter(pk=key).first() if key.isdecimal() else None


def content_of(lot: Lot, truth: Truth | None, on: date) -> Content:
    """Telephone, representative, members and exact positions are never among it."""
    product, producer = lot.product, lot.product.producer
    areas = list(GrowingArea.objects.filter(plots__entries__lots=lot).select_related("place").distinct())
    marked: list[Any] = [lot, product, producer, *areas, *([lot.certificate] if lot.certificate else [])]
    return Content(
        product=product,
        picture=picture_of(product),
        items=tuple(items_of(lot, areas, on)),
        stages=tuple(stages_of(lot)),
        certificate=tuple(certificate_of(lot, truth)),
        illustrative=any(one.illustrative for one in marked),
    )


def items_of(lot: Lot, areas: list[GrowingArea], on: date) -> Iterator[Item]:
    yield from producer_items(lot.product.producer, on)
    yield Item(_("Growing area"), "; ".join(said(area, on) for area in areas))
    yield Item(_("Harvested on"), span([entry.day for entry in lot.harvests.filter(withdrawn=False)]))
    yield Item(_("Packed on"), span([lot.packed_on] if lot.packed_on else []))
    yield Item(_("Use by"), span([lot.use_by] if lot.use_by else []))
    yield Item(_("Lot"), lot.number)
    yield from product_items(lot.product)
    let_pass = WaitingOverride.objects.filter(lot=lot).first()
    yield Item(
        _("Harvested inside a waiting period; let pass by the office because"),
        let_pass.reason if let_pass else "",
        is_optional=True,
        language=words_language(),
    )


def producer_items(producer: Producer, on: date) -> Iterator[Item]:
    yield Item(_("Producer"), producer.name)
    yield Item(_("Address"), address_of(producer, on))
    yield Item(_("Tax code or registration number"), producer.registration, is_optional=True)
    yield Item("GLN", producer.gln, is_optional=True)


def product_items(product: Product) -> Iterator[Item]:
    yield Item(_("Product code"), product.code)
    yield Item("GTIN", product.gtin, is_optional=True)
    yield Item(_("Brand"), product.brand, is_optional=True)
    yield Item(_("Standards applied"), product.standards)
    yield Item(_("Keeping and warnings"), product.storage, is_optional=True, language=words_language())


def words_language() -> str:
    """People write Vietnamese; a page in Vietnamese need not say so."""
    return "" if get_language() == "vi" else "vi"


def past_use(lot: Lot, on: date) -> date | None:
    """The last day of goods that should not be used any more."""
    return lot.use_by if lot.use_by and lot.use_by < on else None


def certificate_of(lot: Lot, truth: Truth | None) -> Iterator[Item]:
    one = lot.certificate
    if one is None or truth is None:
        return
    yield Item(_("State today"), capfirst(certified(truth)))
    yield Item(_("Standard"), one.standard)
    yield Item(_("Number"), one.number)
    yield Item(_("Certified by"), one.certifier)
    last = f"{one.valid_to:%d/%m/%Y}" if one.valid_to else _("not published")
    yield Item(_("Holds from – to"), f"{one.issued:%d/%m/%Y} – {last}")


def certified(truth: Truth) -> str:
    """In words, with the day since when; of an expired one, its last day."""
    day = truth.since - timedelta(days=1) if truth.standing == Standing.EXPIRED else truth.since
    words = {
        Standing.IN_FORCE: _("in force"),
        Standing.NOT_YET: _("not in force yet"),
        Standing.EXPIRED: _("expired on %(day)s"),
        Standing.SUSPENDED: _("suspended since %(day)s"),
        Standing.WITHDRAWN: _("withdrawn on %(day)s"),
        Standing.UNKNOWN: _("unknown: its last day was not published"),
    }
    return words[truth.standing] % {"day": f"{day:%d/%m/%Y}"}


def said(area: GrowingArea, on: date) -> str:
    code = _("code %(code)s") % {"code": area.code} if area.code else _("no growing-area code yet")
    return f"{area.name}, {where(area.place, on)} ({code})"


def address_of(producer: Producer, on: date) -> str:
    """The units that the address names already are not said twice."""
    named = fold(producer.address)
    units = [unit for unit in where(producer.place, on).split(", ") if fold(unit) not in named]
    return ", ".join(filter(None, [producer.address, *units]))


def where(place: Place, on: date) -> str:
    unit = nearest_version(place, on)
    return ", ".join(one.full_name for one in (unit, *reversed(superiors_of(unit, on))))


def span(days: list[date]) -> str:
    return " – ".join(dict.fromkeys(f"{day:%d/%m/%Y}" for day in (min(days), max(days)))) if days else ""
