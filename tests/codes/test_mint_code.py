"""A code is minted by chance, typed in many ways, and leads to the page of its kind."""

import pytest

from openntm.codes.models import Code
from openntm.codes.queries import ALPHABET, address_of, plain_token, resolve
from openntm.codes.services import LENGTH, mint_code, print_out_code

pytestmark = pytest.mark.django_db


def test_a_code_has_eighty_bits_and_no_letters_that_look_alike():
    tokens = {mint_code(kind="x", key="1").token for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) == LENGTH and set(token) <= set(ALPHABET) for token in tokens)
    assert len(ALPHABET) ** LENGTH >= 2**80
    assert not set("ILOU") & set(ALPHABET)


def test_a_code_stores_a_kind_and_a_key():
    code = mint_code(kind="lot", key="7")
    assert (code.kind, code.key, str(code)) == ("lot", "7", code.token)


@pytest.mark.parametrize("typed", ["A0B1", "aob1", "AOBI", "a0bl", "A0-B1", "a0 b1"])
def test_a_code_is_found_however_it_is_typed(typed):
    code = Code.objects.create(token="A0B1", kind="x", key="1", minted_at="2026-01-01T00:00Z")
    assert plain_token(typed) == "A0B1"
    assert resolve(typed) == code


def test_an_unknown_code_leads_nowhere():
    assert resolve("A0B1") is None


def test_the_address_of_a_code_is_the_public_one(settings):
    settings.ADDRESS = "https://ntm.example.vn"
    made = print_out_code("recognition.decision:3")
    assert made.address == f"https://ntm.example.vn/Q/{made.token}" == address_of(made.token)
    assert Code.objects.get().key == "recognition.decision:3"


@pytest.mark.parametrize("address", ["/Q/{}", "/q/{}"])
def test_a_scanned_code_leads_to_the_page_of_its_kind(client, address):
    code = mint_code(kind="print_out", key="x")
    for token in (code.token, code.token.lower()):
        answer = client.get(address.format(token))
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/verify/{code.token}/"


def test_an_unknown_code_has_a_page_that_says_what_that_means(client):
    mint_code(kind="nothing", key="x")
    for token in ("A0B1", Code.objects.get().token):
        answer = client.get(f"/Q/{token}")
        assert answer.status_code == 404
        assert "không do hệ thống cấp" in answer.content.decode()
        assert not answer.cookies
