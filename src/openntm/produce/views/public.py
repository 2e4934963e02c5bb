"""Public pages of a lot, a product and a producer: small, without script, no personal data."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.access import today
from openntm.places.models import Place
from openntm.places.queries import nearest_version, superiors_of
from openntm.produce.models import Lot, Producer, Product, Recall
from openntm.produce.naming import product_code
from openntm.produce.queries.certificates import Standing, Truth, certificates_in_force, truth_on
from openntm.produce.queries.resolving import Target, page_of_lot
from openntm.produce.queries.stages import stages_of

SHOWN = 20  # lots on the page of a product
WORDS = {
    Standing.IN_FORCE: gettext_lazy("in force today"),
    Standing.NOT_YET: gettext_lazy("not in force yet"),
    Standing.UNKNOWN: gettext_lazy("its last day was not published"),
    Standing.EXPIRED: gettext_lazy("expired by today"),
    Standing.SUSPENDED: gettext_lazy("suspended by the certifier"),
    Standing.WITHDRAWN: gettext_lazy("withdrawn by the certifier"),
}
WALKED = {
    "serial": gettext_lazy("This serial number is not one of ours on this lot: the stamp may be copied or forged."),
    "lot": gettext_lazy("This lot is not known here."),
    "product": gettext_lazy("This product is not known here."),
}
Rows = list[tuple[Any, Any]]


def lot_page(request: HttpRequest, target: Target) -> HttpResponse:
    lot = target.lot
    if lot is None:
        raise ValueError(target)
    on, one = today(), lot.certificate
    truth = truth_on(one, on) if one else None
    recall = Recall.objects.filter(lot=lot, exercise=False, ended_at__isnull=True).first()
    product, producer = lot.product, lot.product.producer
    context: dict[str, Any] = {
        "heading": product.name,
        "lot": lot,
        "recall": recall if lot.state == Lot.State.RECALLED else None,
        "is_recalled": lot.state == Lot.State.RECALLED,
        "truth": truth,
        "standing": WORDS[truth.standing] if truth else "",
        "is_held": truth is not None and truth.standing == Standing.IN_FORCE,
        "certificate_rows": certificate_rows(lot, truth),
        "rows": [*lot_rows(lot), *product_rows(product), *producer_rows(producer, on)],
        "stages": stages_of(lot),
        "illustrative": lot.illustrative
        or product.illustrative
        or producer.illustrative
        or bool(one and one.illustrative),
    }
    return page(request, "produce/trace/lot.html", context, target)


def product_page(request: HttpRequest, target: Target) -> HttpResponse:
    product = target.product
    if product is None:
        raise ValueError(target)
    on = today()
    lots = list(product.lots.exclude(state=Lot.State.OPEN)[:SHOWN])
    context: dict[str, Any] = {
        "heading": product.name,
        "rows": [*product_rows(product), *producer_rows(product.producer, on)],
        "lots": [(lot, page_of_lot(lot)) for lot in lots],
        "certificates": [one for one in certificates_in_force(product.producer, on) if one.crop == product.crop],
        "illustrative": product.illustrative or product.producer.illustrative,
    }
    return page(request, "produce/trace/product.html", context, target)


def producer_page(request: HttpRequest, target: Target) -> HttpResponse:
    producer, on = target.producer, today()
    context: dict[str, Any] = {
        "heading": producer.name,
        "rows": producer_rows(producer, on)[1:],
        "products": list(producer.products.all()),
        "certificates": certificates_in_force(producer, on),
        "illustrative": producer.illustrative,
    }
    return page(request, "produce/trace/producer.html", context, target)


PAGES = {"lot": lot_page, "product": product_page, "producer": producer_page}


def page(request: HttpRequest, name: str, context: dict[str, Any], target: Target) -> HttpResponse:
    """`asked` in the address: one had to walk up to here, and the page says so."""
    asked = request.GET.get("asked", "")
    context["walked"] = WALKED.get(asked, "") if asked != target.level else ""
    context["on"] = today()
    response = render(request, name, context)
    response["X-Robots-Tag"] = "noindex"
    return response


def lot_rows(lot: Lot) -> Rows:
    harvests = [entry.day for entry in lot.harvests.filter(withdrawn=False)]
    return [
        (_("Lot"), lot.number),
        (_("Harvested on"), span(harvests)),
        (_("Packed on"), span([lot.packed_on] if lot.packed_on else [])),
        (_("Use by"), span([lot.use_by] if lot.use_by else [])),
    ]


def product_rows(product: Product) -> Rows:
    rows = [
        ("GTIN" if product.gtin else _("Product tracing code"), product_code(product)),
        (_("Standards applied"), product.standards),
    ]
    return rows + [
        (name, text) for name, text in ((_("Brand"), product.brand), (_("Storage"), product.storage)) if text
    ]


def producer_rows(producer: Producer, on: date) -> Rows:
    units = [name for name in where(producer.place, on) if name not in producer.address]
    address = ", ".join(part for part in (producer.address, *units) if part)
    rows = [(_("Producer"), producer.name), (_("Address"), address)]
    return rows + ([("GLN", producer.gln)] if producer.gln else [])


def certificate_rows(lot: Lot, truth: Truth | None) -> Rows:
    one = lot.certificate
    if one is None or truth is None:
        return []
    ends = f"{one.valid_to:%d/%m/%Y}" if one.valid_to else _("not published")
    return [
        (_("Standard"), one.standard),
        (_("Number"), one.number or _("not published")),
        (_("Certifier"), one.certifier or _("not published")),
        (_("Issued"), f"{one.issued:%d/%m/%Y}"),
        (_("Holds until"), ends),
    ]


def where(place: Place, on: date) -> list[str]:
    unit = nearest_version(place, on)
    return [one.full_name for one in (unit, *reversed(superiors_of(unit, on)))]


def span(days: Iterable[date]) -> str:
    held = sorted(set(days))
    return " – ".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys((held[0], held[-1]))) if held else ""
