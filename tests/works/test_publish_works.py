"""The register as open data in the shape of OC4IDS; the schema refuses broken packages."""

import copy
import json

import pytest

from building import faults, make_whole
from openntm.works.models import Work
from openntm.works.services.works import step_work
from village import make_village

pytestmark = pytest.mark.django_db
ADDRESS = "/open-data/works.json"


@pytest.fixture
def cast(db):
    return make_village()


@pytest.fixture
def package(cast, client):
    make_whole(cast)
    answer = client.get(ADDRESS)
    assert not answer.cookies
    return json.loads(answer.content)


def test_the_package_holds_to_the_schema(package):
    assert faults(package) == []
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["version"] == "0.9"


def test_a_bare_and_a_finished_work_hold_to_the_schema_too(cast, client):
    Work.objects.create(place=cast.commune, name="Chợ", sort_key="c", kind="market", source_title="Thử")
    step_work(by=cast.an, pk=cast.work.pk, after="finished", day=cast.work.started_on)
    told = json.loads(client.get(ADDRESS).content)
    assert faults(told) == []
    assert {one["status"] for one in told["projects"]} == {"preparation", "completion"}


def test_the_project_says_what_the_register_says(package, cast):
    project = package["projects"][0]
    assert project["id"] == f"oc4ids-xxxxxx-{cast.work.pk}"
    assert project["status"] == "implementation"
    assert project["locations"][0]["geometry"]["coordinates"][0] == [106.5, 21.2]
    labour = next(one for one in project["budget"]["budgetBreakdown"] if one["id"] == "people_labour")
    assert "500 ngày công" in labour["description"]
    summary = project["contractingProcesses"][0]["summary"]
    assert summary["contractValue"]["amount"] == 1_500_000_000
    assert summary["modifications"][0]["newContractValue"]["amount"] == 1_560_000_000
    assert summary["tender"] == {
        "procurementMethod": "open",
        "procurementMethodDetails": "đấu thầu rộng rãi",
        "costEstimate": {"amount": 1_600_000_000, "currency": "VND"},
        "numberOfTenderers": 3,
    }
    names = {one["id"] for one in project["parties"]}
    assert {summary["suppliers"][0]["id"], project["publicAuthority"]["id"]} <= names
    assert [one["measure"] for one in project["metrics"][0]["observations"]] == [15.0, 60.0]
    assert [one["measure"] for one in project["forecasts"][0]["observations"]] == [20.0, 80.0]


@pytest.mark.parametrize(
    "breaking",
    [
        lambda one: one.pop("publisher"),
        lambda one: one.update(projects=[]),
        lambda one: one.update(publishedDate="hôm nay"),
        lambda one: one.update(version="0.9.3"),
        lambda one: one["projects"][0].pop("id"),
        lambda one: one["projects"][0].update(status="construction"),
        lambda one: one["projects"][0].update(title=""),
        lambda one: one["projects"][0]["budget"]["amount"].update(currency="đồng"),
        lambda one: one["projects"][0]["budget"]["amount"].update(amount="1"),
        lambda one: one["projects"][0]["contractingProcesses"][0]["summary"]["tender"].update(procurementMethod="x"),
        lambda one: one["projects"][0]["contractingProcesses"][0]["summary"]["modifications"][0].pop("id"),
    ],
)
def test_the_schema_refuses_a_broken_package(package, breaking):
    broken = copy.deepcopy(package)
    breaking(broken)
    assert faults(broken)


def test_only_public_papers_are_named(package, cast, client):
    assert [one["title"] for one in package["projects"][0]["documents"]] == ["Quyết định"]
    cast.work.documents.update(is_public=False)
    assert "documents" not in json.loads(client.get(ADDRESS).content)["projects"][0]


def test_without_a_work_there_is_no_package(db, client):
    assert client.get(ADDRESS).status_code == 404


def test_the_prefix_is_an_option(package, cast, client, settings):
    settings.OC4IDS_PREFIX = "oc4ids-a1b2c3"
    assert json.loads(client.get(ADDRESS).content)["projects"][0]["id"].startswith("oc4ids-a1b2c3-")


def test_the_package_takes_the_same_queries_however_many_works(cast, client, django_assert_num_queries):
    make_whole(cast)
    with django_assert_num_queries(11):
        client.get(ADDRESS)
    for number in range(5):
        Work.objects.create(place=cast.commune, name=f"X{number}", sort_key="x", kind="road", source_title="Thử")
    with django_assert_num_queries(11):
        client.get(ADDRESS)


def test_the_api_lists_works_and_gives_one(cast, client):
    make_whole(cast)
    told = client.get("/api/v1/works/", {"on": "2026-11-23", "place": "07486"}).json()
    assert told["total"] == 1
    line = told["items"][0]
    assert (line["place"], line["state"], line["budget"]) == ("07486", "underway", 1_800_000_000)
    assert float(line["percent"]) == 60
    one = client.get(f"/api/v1/works/{cast.work.pk}").json()
    assert one["title"] == "Đường trục thôn Thử"
    assert client.get("/api/v1/works/999999").status_code == 404
    assert client.get("/api/v1/works/", {"on": "2026-11-23", "place": "nowhere"}).status_code == 404
    assert client.get("/api/v1/works/").status_code == 422
