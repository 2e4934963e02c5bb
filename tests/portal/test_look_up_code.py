"""A code is looked up by its letters or by a photo, without an account."""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from openntm.codes.scanning.limits import Bucket
from openntm.portal import look_up

TOKEN = "000100059D07R7R62XKD"


@pytest.fixture(autouse=True)
def _own_limits(monkeypatch, settings):
    monkeypatch.setattr(look_up, "PHOTOS", Bucket(3))
    settings.ADDRESS = "https://ntm.example.vn"


def photo(text, error="q"):
    out = io.BytesIO()
    segno.make(text, error=error).save(out, kind="png", scale=6, border=4)
    grey = Image.open(out).convert("RGB").rotate(7, expand=True, fillcolor="white")
    out = io.BytesIO()
    grey.save(out, "JPEG", quality=60)
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def test_the_page_asks_for_a_code_and_sets_no_cookie(client):
    answer = client.get("/Q/")
    assert answer.status_code == 200
    assert "Mã in dưới hình QR" in answer.content.decode()
    assert not answer.cookies
    assert "Code below the symbol" in client.get("/Q/?lang=en").content.decode()


@pytest.mark.parametrize("typed", [TOKEN, "0001 0005 9d07 r7r6 2xkd", "ooo1-ooo5-9D07-R7R6-2XKD"])
def test_a_typed_code_leads_to_its_page(client, typed):
    answer = client.post("/Q/", {"code": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/Q/{TOKEN}")


def test_a_form_that_is_sent_by_its_address_works_too(client):
    assert client.get("/Q/", {"code": TOKEN}).headers["Location"] == f"/Q/{TOKEN}"


@pytest.mark.parametrize("typed", ["", "0001", "không phải mã", TOKEN + "0", "//evil.example"])
def test_what_is_no_code_stays_on_the_page_with_a_word(client, typed):
    answer = client.post("/Q/", {"code": typed})
    assert answer.status_code == 422
    assert "Mã gồm 16 hoặc 20 chữ và số" in answer.content.decode()


def test_a_photo_of_a_symbol_leads_to_its_page(client):
    answer = client.post("/Q/", {"photo": photo(f"HTTPS://NTM.EXAMPLE.VN/Q/{TOKEN}")})
    assert answer.headers["Location"] == f"/Q/{TOKEN}"


def test_a_symbol_of_another_system_is_said_and_not_followed(client):
    answer = client.post("/Q/", {"photo": photo("https://evil.example/Q/" + TOKEN)})
    assert answer.status_code == 422
    assert "không phải của hệ thống này: https://evil.example" in answer.content.decode()


def test_a_symbol_with_an_address_that_the_installation_had_before_is_read(client, settings):
    settings.FORMER_ADDRESSES = ["https://cu.example.vn"]
    answer = client.post("/Q/", {"photo": photo(f"HTTPS://CU.EXAMPLE.VN/Q/{TOKEN}")})
    assert answer.status_code == 302


def test_a_photo_without_a_symbol_and_a_file_that_is_none_are_refused(client):
    out = io.BytesIO()
    Image.new("RGB", (80, 80), "white").save(out, "PNG")
    for content in (out.getvalue(), b"no picture"):
        answer = client.post("/Q/", {"photo": SimpleUploadedFile("a.png", content)})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_too_many_photos_of_one_network_have_to_wait(client):
    for _ in range(3):
        client.post("/Q/", {"photo": photo(f"HTTPS://NTM.EXAMPLE.VN/Q/{TOKEN}")})
    answer = client.post("/Q/", {"photo": photo(f"HTTPS://NTM.EXAMPLE.VN/Q/{TOKEN}")})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
