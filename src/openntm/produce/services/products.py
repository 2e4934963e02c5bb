"""Writes: what a producer sells, with the code by which it is traced."""

import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from openntm.office.files import keep
from openntm.office.models import Person
from openntm.places.vietnamese import clean
from openntm.produce.access import products_visible_to
from openntm.produce.crops import crops
from openntm.produce.gs1.keys import GTIN_LENGTHS, has_right_digit
from openntm.produce.models import Product
from openntm.produce.services.keeping import write
from openntm.produce.services.producers import kept_producer
from openntm.produce.services.refusals import CropUnknown, GtinWrong, PictureWrong, ProductCodeWrong, ProductKnown

CODE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,38}[0-9A-Za-z])?")  # digits, or digits and letters (TCVN 13274)


@transaction.atomic
def add_product(
    *, by: Person, producer: int, name: str, crop: str, picture: UploadedFile | None = None, **more: Any
) -> Product:
    """`more`: gtin, code, brand, standards, shelf_days, storage. Without a code the GTIN is the code."""
    one = Product(producer=kept_producer(by, producer), illustrative=by.is_demonstration)
    _write(by, "product.add", one, {"name": name, "crop": crop, **more}, picture)
    return one


@transaction.atomic
def change_product(*, by: Person, pk: int, picture: UploadedFile | None = None, **given: Any) -> Product:
    one = products_visible_to(by).get(pk=pk)
    kept_producer(by, one.producer_id)
    _write(by, "product.change", one, given, picture)
    return one


def _write(by: Person, verb: str, one: Product, given: dict[str, Any], picture: UploadedFile | None) -> None:
    gtin = clean(given.get("gtin", one.gtin))
    given["code"] = clean(given.get("code", one.code)) or gtin
    if given.get("crop", one.crop) not in crops():
        raise CropUnknown
    if gtin and not has_right_digit(gtin, *GTIN_LENGTHS):
        raise GtinWrong
    if not CODE.fullmatch(given["code"]):
        raise ProductCodeWrong
    if picture:
        given["picture"] = keep(picture, by, place=one.producer.place)
        if not given["picture"].copy_sha256:
            raise PictureWrong
    write(by, verb, one, one.producer.place, given, taken=ProductKnown)
