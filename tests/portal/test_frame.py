"""The frame of every page: language, error pages, change of day."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_pages_speak_vietnamese_until_the_reader_chooses(client):
    page = client.get("/nothing/", headers={"accept-language": "en"})
    assert page.status_code == 404
    assert '<html lang="vi">' in page.content.decode()
    assert "Không tìm thấy trang" in page.content.decode()


def test_the_switch_changes_the_language_and_returns_to_the_page(client):
    answer = client.post("/language/", {"language": "en", "next": "/nothing/"})
    assert answer.headers["location"] == "/nothing/"
    assert "Page not found" in client.get("/nothing/").content.decode()


def test_the_switch_leads_to_no_other_host(client):
    answer = client.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert answer.headers["location"] == "/"


def test_a_reader_gets_no_cookie(client):
    assert not client.get("/nothing/").cookies


@pytest.mark.parametrize("query", ["", "?day=x&at=/", "?day=2023-02-31&at=/healthz", "?day=2023-12-31&at=/healthz"])
def test_a_change_of_day_that_means_nothing_is_not_found(client, query):
    assert client.get("/go/" + query).status_code == 404
