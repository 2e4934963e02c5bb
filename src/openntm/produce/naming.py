"""What things are called in events and addresses: by GS1's keys where the producer has them, else under our own site.

Why so: docs/decisions/0008-identifiers.md.
"""

import re
from datetime import datetime
from urllib.parse import quote, unquote

from django.conf import settings
from django.utils.text import slugify

from openntm.places.vietnamese import fold
from openntm.produce.gs1 import build
from openntm.produce.models import Certificate, Lot, Producer, Product

OWN = "ntm"  # prefix of our own words in events


def site() -> str:
    return f"{settings.ADDRESS}/id/"


def called_now(uri: str) -> str:
    """Events keep the names of their day: under an address that the installation had before, it is still the same."""
    former = next((one for one in settings.FORMER_ADDRESSES if uri.startswith(f"{one}/id/")), None)
    return settings.ADDRESS + uri.removeprefix(former) if former else uri


def own_context() -> dict[str, str]:
    return {OWN: f"{site()}terms/"}


def uri_of_product(product: Product) -> str:
    return build([("01", product.gtin)]) if product.gtin else f"{site()}product/{product.pk}"


def uri_of_lot(lot: Lot) -> str:
    if lot.product.gtin:
        return build([("01", lot.product.gtin), ("10", lot.number)])
    return f"{site()}product/{lot.product_id}/lot/{quote(lot.number, safe='')}"


def uri_of_party(producer: Producer) -> str:
    return build([("417", producer.gln)]) if producer.gln else f"{site()}producer/{producer.pk}"


def uri_of_spot(producer: Producer) -> str:
    """Where the producer works: the GLN of a place is written with another key than that of a party."""
    return build([("414", producer.gln)]) if producer.gln else f"{site()}producer/{producer.pk}"


def uri_of_certificate(certificate: Certificate) -> str:
    return f"{site()}certificate/{certificate.pk}"


def uri_of_other_party(producer: Producer, name: str, gln: str = "") -> str:
    """Whoever buys or delivers: by their GLN, else by the name under which this producer knows them."""
    if gln:
        return build([("417", gln)])
    return f"{site()}producer/{producer.pk}/party/{slugify(fold(name)) or quote(name, safe='')}"


def is_known_by_name(uri: str) -> bool:
    """Its identifier is made of its name, and says nothing more."""
    return called_now(uri).startswith(f"{site()}producer/") and "/party/" in uri


def is_sscc(name: str) -> bool:
    return len(name) == 18 and name.isdecimal()


def uri_of_unit(producer: Producer, name: str, at: datetime) -> str:
    """A box or a pallet: by its SSCC, else by what is written on it and the day, as boxes are used again."""
    if is_sscc(name):
        return build([("00", name)])
    return f"{site()}producer/{producer.pk}/unit/{slugify(fold(name)) or quote(name, safe='')}-{at:%Y%m%d}"


def product_code(product: Product) -> str:
    """By which the product is traced (TCVN 13274): its GTIN, else the producer's own code."""
    return product.gtin or product.code


def spot_code(uri: str) -> str:
    """The code of a place in its URI: the GLN, else the end of our own address (`producer/12`)."""
    uri = called_now(uri)
    for start in ("https://id.gs1.org/414/", "https://id.gs1.org/417/", site()):
        if uri.startswith(start):
            return uri.removeprefix(start)
    return uri


UNIT = re.compile(r"producer/\d+/unit/(.+)-(\d{4})(\d\d)(\d\d)")


def short_name(uri: str) -> str:
    """As people call a thing: its SSCC, or what is written on the box with its day."""
    if found := UNIT.fullmatch(called_now(uri).removeprefix(site())):
        words, year, month, day = found.groups()
        return f"{unquote(words)} ({day}/{month}/{year})"
    return uri.replace("https://id.gs1.org/00/", "SSCC ") if uri.startswith("https://id.gs1.org/00/") else uri
