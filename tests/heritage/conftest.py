"""A sensitive site in the village: where it lies exactly is invented."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from openntm.heritage.services.sites import add_site
from village import make_village

LATITUDE, LONGITUDE = Decimal("21.23457"), Decimal("106.51234")
AT = "/07486/2026-01-10/heritage/"


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def site(village):
    given = {"name": "Đền Thử", "kind": "historical", "rank": "provincial", "decision": "01/QĐ-UBND"}
    position = {"latitude": LATITUDE, "longitude": LONGITUDE}
    return add_site(by=village.an, place=village.commune, **given, **position, parts="tiền tế\nhậu cung")


@pytest.fixture
def signed():
    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def picture(name="den.jpg"):
    """With a position in its metadata."""
    image, out = Image.new("RGB", (8, 8), "green"), io.BytesIO()
    exif = image.getexif()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 14.0, 4.452), 3: "E", 4: (106.0, 30.0, 44.424)})
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
