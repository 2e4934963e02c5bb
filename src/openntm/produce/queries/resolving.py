"""What an address of a product, a lot or a serial leads to, and how far up one had to walk for it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openntm.codes.queries import Found, plain_token, read_code
from openntm.produce.epcis.identifiers import canonical
from openntm.produce.gs1 import gtin14
from openntm.produce.models import Lot, Producer, Product
from openntm.produce.naming import uri_of_lot, uri_of_party, uri_of_product
from openntm.produce.queries.identifying import Keys, lots_numbered, products_of, spot_of
from openntm.produce.queries.lots import STAMP

LEVELS = ("serial", "lot", "product", "producer")
LINKS = "https://gs1.org/voc/"
PAGE = _("Page of what was scanned")


@dataclass(frozen=True)
class Target:
    """`level` is what was found; `asked` what the address named: they differ where one walked up."""

    level: str
    asked: str
    producer: Producer
    product: Product | None = None
    lot: Lot | None = None
    token: str = ""

    @property
    def has_walked(self) -> bool:
        return self.level != self.asked

    @property
    def page(self) -> str:
        if self.level == "serial":
            return reverse("code", args=[self.token])
        if self.level == "lot" and self.lot:
            return page_of_lot(self.lot)
        if self.product:
            return reverse("produce:public_product", args=[self.product.pk])
        return reverse("produce:public_producer", args=[self.producer.pk])

    @property
    def uri(self) -> str:
        if self.lot:
            return uri_of_lot(self.lot) + (serial_end(self.lot.product, self.token) if self.token else "")
        return uri_of_product(self.product) if self.product else uri_of_party(self.producer)


def serial_end(product: Product, token: str) -> str:
    return f"/21/{token}" if product.gtin else f"/ser/{token}"


def page_of_lot(lot: Lot) -> str:
    return f"{reverse('produce:public_product', args=[lot.product_id])}/lot/{quote(lot.number, safe='')}"


def target_of(keys: Keys) -> Target | None:
    """The finest that is known: a serial that is ours and stands there, else its lot, else the product."""
    asked = "serial" if keys.serial else "lot" if keys.lot else "product"
    product = products_of([keys]).get(spot_of(keys))
    if product is None:
        producer = producer_of_prefix(keys.gtin)
        return Target("producer", asked, producer) if producer else None
    lot = lots_numbered({(product.pk, keys.lot)}).get((product.pk, keys.lot)) if keys.lot else None
    if keys.serial and (code := genuine(keys.serial, product, lot)):
        on = lot or lot_of_key(code.stock.key, product)
        return Target("serial", asked, product.producer, product, on, plain_token(keys.serial))
    return Target("lot" if lot else "product", asked, product.producer, product, lot)


def genuine(serial: str, product: Product, lot: Lot | None) -> Found | None:
    """One of our stamps that stands on this lot (on one of the product's, if no lot is named) or on none yet."""
    code = read_code(serial)
    if code is None or code.run.kind != STAMP:
        return None
    if not code.stock.key:
        return code
    is_there = code.stock.key == str(lot.pk) if lot else lot_of_key(code.stock.key, product) is not None
    return code if is_there else None


def lot_of_key(key: str, product: Product) -> Lot | None:
    return Lot.objects.select_related("product").filter(pk=key, product=product).first() if key.isdecimal() else None


def producer_of_prefix(gtin: str) -> Producer | None:
    """The number of a company stands in each of its GTINs, behind the first digit."""
    starts = [gtin14(gtin)[1 : 1 + length] for length in range(6, 13)] if gtin else []
    return Producer.objects.filter(company_prefix__in=starts).first()


def producer_of_gln(gln: str) -> Producer | None:
    return Producer.objects.filter(gln=gln).first() if gln else None


def linkset(target: Target, origin: str, certificate: bool) -> dict[str, Any]:
    """As RFC 9264 writes it, with GS1's kinds of links and the members that its schema knows; the anchor is what was
    found."""
    subject = target.lot or target.product or target.producer
    told = {"anchor": canonical(target.uri), "itemDescription": str(subject)}
    return {"linkset": [{**told, **links_of(target, origin, certificate)}]}


def links_of(target: Target, origin: str, certificate: bool) -> dict[str, list[dict[str, Any]]]:
    """By the full name of the kind, the Vietnamese page first; the default link has a title alone."""
    page = origin + target.page
    with override("vi"):
        found = {f"{LINKS}defaultLink": [{"href": page, "title": str(PAGE)}]}
    if target.product:
        product = origin + reverse("produce:public_product", args=[target.product.pk])
        found[f"{LINKS}pip"] = links(product, _("Product information"))
    if target.lot:
        lot = origin + page_of_lot(target.lot)
        found[f"{LINKS}traceability"] = links(lot, _("Stages of the lot"), "stages")
        found[f"{LINKS}recallStatus"] = links(lot, _("Whether the lot is recalled"), "state")
    if certificate:
        found[f"{LINKS}certificationInfo"] = links(page, _("Certificate"), "certificate")
    return found


def links(page: str, title: Any, spot: str = "") -> list[dict[str, Any]]:
    found = []
    for language, asked in (("vi", ""), ("en", "?lang=en")):
        with override(language):
            href = f"{page}{asked}#{spot}" if spot else page + asked
            found.append({"href": href, "title": str(title), "type": "text/html", "hreflang": [language]})
    return found
