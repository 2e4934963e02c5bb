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
