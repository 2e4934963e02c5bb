"""The API gives a program what its person may read, and nothing else."""

import pytest

from openntm.assessment import services
from openntm.office.access import today
from openntm.office.services import make_token

from .conftest import DAY, NTM


def bearer(person):
    _, secret = make_token(by=person, name="test", on=today())
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def figure(an, land):
    return services.record_figure(
        by=an, place=land.commune.place, measure=f"{NTM}/3.1", day=DAY, value="79.9", unit="percent"
    )


def asked(client, person, **query):
    return client.get("/api/v1/figures", {"on": "2023-12-31", **query}, headers=bearer(person))


def test_a_program_reads_the_figures_of_its_person(client, an, figure):
    (line,) = asked(client, an).json()["items"]
    assert (line["place"], line["measure"], line["value"]) == ("07450", f"{NTM}/3.1", "79.9")


def test_a_stranger_to_the_place_reads_none_of_them(client, dung, figure):
    assert asked(client, dung).json() == {"total": 0, "page": 1, "items": []}


def test_without_a_token_nothing_is_read(client, figure):
    answer = client.get("/api/v1/figures?on=2023-12-31")
    assert (answer.status_code, answer.json()) == (401, {"detail": "A token is needed."})


def test_a_wrong_token_is_no_token(client, figure):
    assert client.get("/api/v1/figures?on=2023-12-31", headers={"Authorization": "Bearer ntm_x"}).status_code == 401


@pytest.mark.parametrize("query", [{"page": 0}, {"page": 10**30}, {"size": 501}, {"on": "yesterday"}])
def test_a_wrong_question_is_refused(client, an, query):
    assert asked(client, an, **query).status_code == 422


def test_a_far_page_is_empty(client, an, figure):
    assert asked(client, an, page=100_000).json()["items"] == []


def test_an_assessment_is_given_as_it_was_frozen(client, an, binh, land, figure):
    frozen = services.freeze_assessment(by=binh, place=land.commune, set_id=NTM, on=DAY)
    listed = client.get("/api/v1/assessments?on=2023-12-31", headers=bearer(an)).json()["items"]
    assert [line["sha256"] for line in listed] == [frozen.sha256]
    assert client.get(f"/api/v1/assessments/{frozen.pk}", headers=bearer(an)).content.decode() == frozen.content


def test_an_assessment_of_elsewhere_does_not_exist(client, binh, dung, land, figure):
    frozen = services.freeze_assessment(by=binh, place=land.commune, set_id=NTM, on=DAY)
    assert client.get(f"/api/v1/assessments/{frozen.pk}", headers=bearer(dung)).status_code == 404
