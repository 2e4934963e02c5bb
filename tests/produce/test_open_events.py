"""Trace events as open data: of goods in circulation, whole events alone, and no party that gave or took them."""

import json
from decimal import Decimal

import pytest

from openntm.produce.models import TraceEvent
from openntm.produce.services import recording
from orchard import make_orchard
from remembered import remembered
from scanning import make_stamps

from .tracing import at, faults

pytestmark = pytest.mark.django_db
ADDRESS = "/open-data/events.jsonld"
KG = Decimal(100)


@pytest.fixture
@remembered
def land():
    land = make_orchard()
    recording.record_commissioning(by=land.htx, lot=land.lot.pk, at=at(1), quantity=KG)
    recording.record_shipping(
        by=land.htx, lot=land.lot.pk, at=at(2), quantity=KG, to=recording.Party("Cửa hàng Bí Mật")
    )
    return land


def shown(client, query=""):
    return json.loads(client.get(ADDRESS + query).content)


def test_nothing_is_told_of_a_lot_without_stamps_in_use(client, land):
    assert shown(client)["epcisBody"]["eventList"] == []


def test_a_lot_in_use_is_told_without_its_receivers(client, land):
    make_stamps(land.commune, (0, 99, "active", land.lot.pk))
    answer = client.get(ADDRESS)
    told = json.loads(answer.content)
    assert [one["bizStep"] for one in told["epcisBody"]["eventList"]] == ["commissioning"]
    assert not faults(told)
    assert "Bí Mật" not in answer.content.decode()
    assert not answer.cookies
    assert answer.headers["content-type"] == "application/ld+json"


def test_an_invented_event_is_no_open_data(client, land):
    make_stamps(land.commune, (0, 99, "active", land.lot.pk))
    TraceEvent.objects.update(illustrative=True)
    assert shown(client)["epcisBody"]["eventList"] == []


def test_the_licence_and_the_next_page_are_in_the_header(client, land):
    make_stamps(land.commune, (0, 99, "active", land.lot.pk))
    for minute in range(60):
        recording.record_observation(
            by=land.htx, lot=land.lot.pk, at=at(3, 8, minute), quantity=None, step="inspecting"
        )
    links = client.get(ADDRESS).headers["link"]
    assert 'licenses/by/4.0/>; rel="license"' in links
    assert '?page=2>; rel="next"' in links
    assert len(shown(client, "?page=2")["epcisBody"]["eventList"]) == 11


@pytest.mark.parametrize(
    "more",
    [
        {"my:phone": "0900000000"},
        {"ilmd": {"my:grower": "Hộ Bí Mật"}},
        {"ilmd": {"cbvmda:farmList": [{"farmID": "Bí Mật"}]}},
        {"bizLocation": {"id": "geo:21.29753,106.53719"}},
        {"@context": [{"my": "https://example.org/"}]},
    ],
)
def test_an_event_that_says_more_than_goods_stays_here(client, land, more):
    make_stamps(land.commune, (0, 99, "active", land.lot.pk))
    row = TraceEvent.objects.get(step="commissioning")
    TraceEvent.objects.filter(pk=row.pk).update(body=row.body | more)
    assert shown(client)["epcisBody"]["eventList"] == []
