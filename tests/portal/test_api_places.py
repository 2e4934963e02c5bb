"""The read API answers for a unit and a day, and refuses wrong questions with a reason."""

from datetime import date

import pytest

from openntm.places.models import Kind, Place, PlaceVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def reused_code():
    """07450 was Đông Hưng and became Đông Phú, as in 2025."""
    days = [
        ("dong-hung", "Đông Hưng", date(2011, 1, 1), date(2025, 7, 1)),
        ("dong-phu", "Đông Phú", date(2025, 7, 1), None),
    ]
    for key, name, first, end in days:
        place = Place.objects.create(key=key)
        PlaceVersion.objects.create(place=place, code="07450", name=name, kind=Kind.XA, valid_from=first, valid_to=end)


def test_a_code_is_answered_for_the_day(client, reused_code):
    before = client.get("/api/v1/places/07450?on=2023-12-31").json()
    after = client.get("/api/v1/places/07450?on=2025-07-01").json()
    assert (before["full_name"], after["full_name"]) == ("xã Đông Hưng", "xã Đông Phú")


def test_vietnamese_is_readable_in_the_answer(client, reused_code):
    assert "Đông Hưng" in client.get("/api/v1/places/07450?on=2023-12-31").content.decode()


def test_a_search_needs_no_accents(client, reused_code):
    found = client.get("/api/v1/places?on=2023-12-31&q=dong+hung").json()["items"]
    assert [unit["name"] for unit in found] == ["Đông Hưng"]


def test_a_day_on_which_nobody_bears_the_code_names_who_did(client, reused_code):
    answer = client.get("/api/v1/places/07450?on=2010-01-01")
    assert answer.status_code == 404
    assert "xã Đông Hưng" in answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["", "on=31/12/2023", "on=2023-12-31&limit=0", "on=2023-12-31&limit=99999999999999999999"]
)
def test_a_wrong_question_is_refused(client, query):
    assert client.get(f"/api/v1/places?{query}").status_code == 422


def test_the_schema_is_openapi_3_1(client):
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
