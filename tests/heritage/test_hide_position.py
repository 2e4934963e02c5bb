"""The exact position of a sensitive site is known to its keepers and leaves by no door."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage.conftest import AT, LATITUDE, LONGITUDE
from openntm.heritage.models import Site
from openntm.heritage.queries.positions import GRID, HALF, coarse, public_position, shown_position
from openntm.heritage.services.sites import change_site

degrees = st.decimals(min_value=-90, max_value=180, places=5)
SECRETS = ("21.234", "21,234", "21.23", "21,23", "106.512", "106,512", "106.51", "106,51")


@given(degrees)
def test_a_coarse_position_is_a_middle_of_the_grid_and_never_nearer(exact):
    middle = coarse(exact)
    assert (middle - HALF) % GRID == 0
    assert abs(middle - exact) <= HALF


@given(degrees, degrees)
def test_all_points_of_a_square_are_shown_alike_so_that_asking_again_tells_no_more(one, other):
    is_same_square = (one / GRID).__floor__() == (other / GRID).__floor__()
    assert (coarse(one) == coarse(other)) is is_same_square
    assert coarse(coarse(one)) == coarse(one)


@given(st.decimals(min_value=9, max_value=23, places=5), st.decimals(min_value=103, max_value=109, places=5))
def test_a_sensitive_site_is_public_by_its_square_alone(latitude, longitude):
    shown = public_position(Site(latitude=latitude, longitude=longitude))
    assert shown == public_position(Site(latitude=coarse(latitude), longitude=coarse(longitude)))
    assert not shown.is_exact


def test_only_keepers_are_given_the_exact_position(village, site):
    exact = {who for who in ("an", "binh") if shown_position(site, getattr(village, who)).is_exact}
    assert exact == {"an", "binh"}
    for who in ("be", "mat", "chi", "to", "lan", "so", "tham", "dung"):
        position = shown_position(site, getattr(village, who))
        assert (position.latitude, position.longitude, position.is_exact) == (
            Decimal("21.225"),
            Decimal("106.525"),
            False,
        )


def test_a_site_that_is_not_sensitive_is_shown_where_it_is(village, site):
    change_site(by=village.an, pk=site.pk, is_sensitive=False)
    site.refresh_from_db()
    assert (public_position(site).latitude, public_position(site).longitude) == (LATITUDE, LONGITUDE)


def test_no_position_is_no_position(site):
    site.latitude = site.longitude = None
    assert public_position(site) is None


def texts(client, site):
    """Every public answer as text, sheets unpacked."""
    for address in (AT, f"/heritage/{site.pk}/", f"/heritage/{site.pk}/?lang=en", f"/heritage/{site.pk}/know-more/"):
        yield client.get(address).content.decode()
    yield client.get("/api/v1/heritage/").content.decode()
    yield client.get(AT + "?format=csv").content.decode()
    with zipfile.ZipFile(io.BytesIO(client.get(AT + "?format=xlsx").content)) as book:
        yield from (book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("who", [None, "so", "an"])
def test_no_public_page_file_or_answer_holds_it_whoever_asks(village, site, client, signed, who):
    """Not even for a keeper: a page, a map and a file travel on."""
    reader = signed(getattr(village, who)) if who else client
    found = list(texts(reader, site))
    assert any("106.525" in text for text in found)
    assert not [text for text in found for secret in SECRETS if secret in text]


def test_an_officer_who_does_not_keep_it_reads_the_square(village, site, signed):
    page = AT + f"{site.pk}/"
    seen = signed(village.so).get(page).content.decode()
    assert "21,225" in seen
    assert not [secret for secret in SECRETS if secret in seen]
    assert "21,23457" in signed(village.an).get(page).content.decode()


def test_nobody_finds_a_site_by_its_position(site, client):
    for text in ("21.234", "106,512"):
        assert "Đền Thử" not in client.get(AT, {"q": text}).content.decode()
