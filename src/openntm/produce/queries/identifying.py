"""From identifiers in events and addresses to the products and lots that they name, in a handful of queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from openntm.codes.models import Run, Stock
from openntm.codes.queries import plain_token
from openntm.codes.tokens import is_ours, taken_apart
from openntm.produce.epcis.identifiers import canonical
from openntm.produce.gs1 import LinkRefused, parse
from openntm.produce.models import Lot, Product
from openntm.produce.naming import called_now, site
from openntm.produce.queries.lots import STAMP

OWN = re.compile(r"product/(?P<product>\d{1,18})(/lot/(?P<lot>[^/]+))?(/ser/(?P<serial>[^/]+))?")


@dataclass(frozen=True)
class Keys:
    """What an identifier says by itself; `product` is the id of a row where there is no GTIN."""

    gtin: str = ""
    product: int = 0
    lot: str = ""
    serial: str = ""


@dataclass(frozen=True)
class Named:
    """`lot` is None for a product, and where `keys` name a lot that is not known."""

    product: Product
    lot: Lot | None
    keys: Keys

    @property
    def is_unknown_lot(self) -> bool:
        return self.lot is None and bool(self.keys.lot)


def keys_of(uri: str) -> Keys | None:
    """None for what is no product: a pallet, a party, a thing of another system."""
    uri = called_now(uri)
    if uri.startswith(site()):
        found = OWN.fullmatch(uri.removeprefix(site()))
        if not found:
            return None
        lot, serial = (unquote(found[name] or "") for name in ("lot", "serial"))
        return Keys(product=int(found["product"]), lot=lot, serial=serial)
    try:
        link = parse(canonical(uri) if uri.startswith("urn:epc:") else uri)
    except (LinkRefused, ValueError):
        return None
    return Keys(gtin=link.primary[1], lot=link.get("10"), serial=link.get("21")) if link.primary[0] == "01" else None


def named(uris: Iterable[str]) -> dict[str, Named]:
    """Those that name a product of ours, by the text of the identifier."""
    keys = {uri: found for uri in dict.fromkeys(uris) if (found := keys_of(uri))}
    products = products_of(keys.values())
    known = {uri: (products[spot_of(one)], one) for uri, one in keys.items() if spot_of(one) in products}
    lots = lots_numbered({(product.pk, one.lot) for product, one in known.values() if one.lot})
    by_serial = lots_of_serials({one.serial for _, one in known.values() if one.serial and not one.lot})
    return {
        uri: Named(product, lots.get((product.pk, one.lot)) or own(by_serial.get(one.serial), product), one)
        for uri, (product, one) in known.items()
    }


def spot_of(keys: Keys) -> tuple[str, int]:
    return keys.gtin.lstrip("0"), keys.product


def own(lot: Lot | None, product: Product) -> Lot | None:
    return lot if lot and lot.product_id == product.pk else None


def products_of(keys: Iterable[Keys]) -> dict[tuple[str, int], Product]:
    """A shorter GTIN is kept as it was given: it is compared without the zeros before it."""
    wanted = list(keys)
    gtins = {one.gtin.lstrip("0").zfill(length) for one in wanted if one.gtin for length in (8, 12, 13, 14)}
    rows = Product.objects.select_related("producer__place", "picture")
    found = {("", row.pk): row for row in rows.filter(pk__in={one.product for one in wanted if one.product})}
    return found | {(row.gtin.lstrip("0"), 0): row for row in rows.filter(gtin__in=gtins)}


def lots_numbered(wanted: set[tuple[int, str]]) -> dict[tuple[int, str], Lot]:
    rows = Lot.objects.filter(product__in={pk for pk, _ in wanted}, number__in={number for _, number in wanted})
    rows = rows.select_related("product__producer__place", "place", "certificate")
    return {(row.product_id, row.number): row for row in rows if (row.product_id, row.number) in wanted}


def lots_of_serials(serials: set[str]) -> dict[str, Lot]:
    """Of serials that are stamps of ours and stand on a lot."""
    tokens = {text: token for text in serials if (token := taken_apart(plain_token(text)))}
    runs = {
        run.number: run for run in Run.objects.filter(kind=STAMP, number__in={one.number for one in tokens.values()})
    }
    ours = {
        text: (runs[token.number], token.index)
        for text, token in tokens.items()
        if token.number in runs and is_ours(bytes(runs[token.number].secret), plain_token(text))
    }
    if not ours:
        return {}
    rows = list(Stock.objects.filter(run__in={run for run, _ in ours.values()}).exclude(key=""))
    standing = {
        text: next((row.key for row in rows if row.run_id == run.pk and row.first <= index <= row.last), "")
        for text, (run, index) in ours.items()
    }
    lots = Lot.objects.filter(pk__in={int(key) for key in standing.values() if key.isdecimal()})
    by_key = {str(lot.pk): lot for lot in lots.select_related("product__producer__place", "place", "certificate")}
    return {text: by_key[key] for text, key in standing.items() if key in by_key}
