"""The picture of a product is entered with it and seen by who scans a stamp (item 2 of Circular 02/2024)."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from openntm.produce.models import Product
from orchard import make_orchard
from scanning import make_stamps, new_desk, scan, token

PAGE = re.compile(r'<img src="(/id/product/[^"]+)" alt="([^"]+)"')


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    land = make_orchard()
    land.run = make_stamps(land.commune, (0, 99, "active", land.lot.pk))
    return land


def photo(color="green", size=(3000, 2000)):
    out, marks = io.BytesIO(), Image.Exif()
    marks[0x010F] = "A camera"
    Image.new("RGB", size, color).save(out, "JPEG", exif=marks)
    return SimpleUploadedFile("na.jpg", out.getvalue(), "image/jpeg")


def handed_in(client, land, file):
    client.force_login(land.an)
    one, day = land.product, timezone.localdate()
    given = {"name": one.name, "crop": one.crop, "code": one.code, "picture": file}
    return client.post(f"/07486/{day}/produce/producers/{one.producer_id}/products/{one.pk}/change/", given)


def seen(land, desk=None):
    html = scan(desk or new_desk(), token(land.run, 1)).body.decode()
    return PAGE.search(html)


def test_a_picture_handed_in_is_on_the_pages_at_once_small_and_without_marks(
    land, client, django_capture_on_commit_callbacks
):
    desk = new_desk()
    assert seen(land, desk) is None
    with django_capture_on_commit_callbacks(execute=True):
        assert handed_in(client, land, photo()).status_code == 302
    client.logout()
    address, said = seen(land, desk).groups()
    assert "Na dai Thử" in said
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.cookies) == (200, "image/jpeg", {})
    with Image.open(io.BytesIO(answer.content)) as image:
        assert max(image.size) == 800
        assert not image.getexif()
    for page in (f"/id/product/{land.product.pk}", f"/id/product/{land.product.pk}/lot/L2601"):
        assert address in client.get(page).content.decode()


def test_another_picture_has_another_address_and_the_old_one_leads_nowhere(land, client):
    handed_in(client, land, photo())
    old = seen(land)[1]
    handed_in(client, land, photo("red"))
    assert seen(land)[1] != old
    assert client.get(old).status_code == 404
    assert client.get(f"/id/product/{land.product.pk}/picture/{'0' * 16}").status_code == 404
    assert client.get(f"/id/product/{'9' * 20}/picture/{'0' * 16}").status_code == 404


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"no picture", b""])
def test_what_is_no_picture_is_refused_at_its_field(land, client, content):
    answer = handed_in(client, land, SimpleUploadedFile("na.jpg", content))
    assert answer.status_code == 422
    assert answer.context["form"].errors["picture"]
    assert Product.objects.get(pk=land.product.pk).picture is None
