"""A poster leads to the public page of a product, whoever asks for it how often."""

import io
import re

import pytest
import zxingcpp
from django.core.exceptions import PermissionDenied
from PIL import Image

from openntm.codes.models import Code
from openntm.office.models import LogEntry
from openntm.produce.models import Product
from openntm.produce.services.posters import make_poster
from orchard import make_orchard

DAY = "2026-03-02"


@pytest.fixture
def land(db):
    return make_orchard()


def poster_of(land, code="07486"):
    return f"/{code}/{DAY}/produce/producers/{land.producer.pk}/products/{land.product.pk}/poster/"


def test_it_is_made_once_and_the_log_says_so(land):
    first = make_poster(by=land.htx, product=land.product.pk)
    assert make_poster(by=land.an, product=land.product.pk) == first
    assert Code.objects.get(kind="product").key == str(land.product.pk)
    assert LogEntry.objects.get(verb="product.poster").by == land.htx


def test_who_only_reads_makes_none_and_a_stranger_does_not_see_the_product(land):
    with pytest.raises(PermissionDenied):
        make_poster(by=land.lan, product=land.product.pk)
    for name in ("be", "dung"):
        with pytest.raises(Product.DoesNotExist):
            make_poster(by=getattr(land, name), product=land.product.pk)
    assert not Code.objects.exists()


def test_the_page_offers_it_then_shows_a_symbol_that_leads_to_the_product(land, client):
    client.force_login(land.htx)
    assert "chưa có áp phích" in client.get(poster_of(land)).content.decode()
    shown = client.post(poster_of(land), follow=True).content.decode()
    token = Code.objects.get(kind="product").token
    assert " ".join(re.findall("....", token)) in shown
    answer = client.get(f"/Q/{token}")
    assert answer.headers["Location"] == f"/id/product/{land.product.pk}"
    assert land.product.name in client.get(answer.headers["Location"]).content.decode()


def test_the_symbol_is_read_by_a_reader(land, client, tmp_path):
    import segno

    from openntm.codes.queries import address_of
    from openntm.office.documents.qr import qr

    code = make_poster(by=land.htx, product=land.product.pk)
    out = io.BytesIO()
    drawn: segno.QRCode = qr(address_of(code.token))
    drawn.save(out, kind="png", scale=4)
    assert zxingcpp.read_barcode(Image.open(out)).text == address_of(code.token).upper()


@pytest.mark.parametrize(("name", "status"), [("an", 200), ("lan", 200), ("be", 404), ("dung", 404)])
def test_who_sees_the_page(land, client, name, status):
    client.force_login(getattr(land, name))
    assert client.get(poster_of(land)).status_code == status
    assert client.get(poster_of(land, "07492")).status_code == 404
