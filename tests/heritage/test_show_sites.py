"""The register is public: a list as of a day, a small page for each site, JSON; merged communes keep their sites."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heritage.conftest import AT
from openntm.heritage.services.sites import add_site
from openntm.places.models import Centre
from orchard import SOURCE


def test_everybody_reads_the_list_and_finds_without_accents(village, site, client):
    add_site(by=village.an, place=village.commune, name="Hang Thử", kind="scenic")
    assert "Đền Thử" in client.get(AT).content.decode()
    found = client.get(AT, {"q": "den thu"}).content.decode()
    assert "Đền Thử" in found
    assert "Hang Thử" not in found
    assert "Đền Thử" not in client.get(AT, {"kind": "scenic"}).content.decode()
    assert "Đền Thử" in client.get(AT, {"kind": "wrong"}).content.decode()
    for sort in ("name", "kind", "rank", "unit", "round", "?"):
        assert client.get(AT, {"sort": sort, "order": "desc"}).status_code == 200


def test_sites_without_position_stand_on_the_map_at_the_centre_of_their_commune(village, client):
    add_site(by=village.an, place=village.commune, name="Hang Thử")
    assert "<svg" not in client.get(AT).content.decode().split("</h1>")[1].split("site-map")[0][-50:]
    Centre.objects.create(place=village.commune, lat="21.2", lon="106.5", source="Thử")
    assert "site-map" in client.get(AT).content.decode()


def test_the_list_of_the_province_holds_those_of_its_communes(site, client):
    assert "Đền Thử" in client.get("/24/2026-01-10/heritage/").content.decode()
    assert "Đền Thử" not in client.get("/07492/2026-01-10/heritage/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_sites(village, site, client):
    with CaptureQueriesContext(connection) as one:
        client.get(AT)
    for number in range(5):
        add_site(by=village.an, place=village.commune, name=f"Hang {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(AT)
    assert len(many) <= len(one)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_story_is_small_and_names_what_is_not_known(site, client, language):
    answer = client.get(f"/heritage/{site.pk}/?lang={language}")
    assert len(answer.content) < 30_000
    assert answer.headers["Content-Language"] == language
    assert "<script" not in answer.content.decode()
    assert not client.cookies


def test_what_is_not_there_is_not_found(client, db):
    for address in ("/heritage/99/", "/heritage/99/know-more/", "/heritage/99/pictures/1/"):
        assert client.get(address).status_code == 404


def test_json_answers_everybody_page_by_page(village, site, client):
    add_site(by=village.an, place=village.commune, name="Hang Thử", decided_on=date(1999, 8, 2))
    told = client.get("/api/v1/heritage/", {"size": 1, "page": 2}).json()
    assert (told["total"], told["items"][0]["name"]) == (2, "Hang Thử")
    assert told["items"][0]["place"] == "07486"
    assert client.get("/api/v1/heritage/", {"size": 501}).status_code == 422


def test_a_site_page_is_for_readers_of_the_commune(village, site, signed, client):
    page = AT + f"{site.pk}/"
    assert client.get(page).status_code == 302
    assert signed(village.lan).get(page).status_code == 200
    assert signed(village.be).get(page).status_code == 404
    assert signed(village.an).get("/07492/2026-01-10/heritage/" + f"{site.pk}/").status_code == 404
    assert SOURCE["verified"]
