"""A wrong option is refused at start-up in one line that names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from openntm.portal import options


@pytest.mark.parametrize("given", ["0", "65", "two", "-1"])
def test_a_number_out_of_bounds_is_refused(monkeypatch, given):
    monkeypatch.setenv("OPENNTM_WORKERS", given)
    with pytest.raises(ImproperlyConfigured, match="OPENNTM_WORKERS='.*': use a whole number from 1 to 64"):
        options.number("WORKERS", 2, least=1, most=64)


def test_an_origin_without_its_scheme_is_refused(monkeypatch):
    monkeypatch.setenv("OPENNTM_ORIGINS", "https://ntm.example.vn, example.vn")
    with pytest.raises(ImproperlyConfigured, match="OPENNTM_ORIGINS='example.vn'"):
        options.origins("ORIGINS")


@pytest.mark.parametrize(
    "given", ["ntm.example.vn", "https://ntm.example.vn/pages", "https://", "ftp://ntm.example.vn"]
)
def test_an_address_for_codes_that_is_no_origin_is_refused(monkeypatch, given):
    monkeypatch.setenv("OPENNTM_ADDRESS", given)
    with pytest.raises(ImproperlyConfigured, match="OPENNTM_ADDRESS="):
        options.origin("ADDRESS")


def test_an_address_for_codes_loses_its_last_stroke(monkeypatch):
    monkeypatch.setenv("OPENNTM_ADDRESS", "https://ntm.example.vn/")
    assert options.origin("ADDRESS") == "https://ntm.example.vn"
