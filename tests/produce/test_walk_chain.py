"""The walk through the chain ends on any graph, meets each thing once, and is the same from both ends."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.produce.epcis.graph import walk
from openntm.produce.models import Lot
from openntm.produce.naming import site
from openntm.produce.queries.graph import node_of, receivers, steps_back, way
from openntm.produce.queries.tracing import rows_of
from openntm.produce.services import recording
from openntm.produce.services.capturing import capture_events
from openntm.produce.services.recording import Party
from orchard import make_orchard

from .tracing import at, document, made, shipped

edges = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


def forward(edges):
    return lambda layer: (b for a, b in sorted(edges) if a in layer)


def back(edges):
    return forward({(b, a) for a, b in edges})


@given(edges, st.integers(0, 12))
def test_a_walk_ends_and_meets_each_thing_once(edges, start):
    asked = []

    def next_of(layer):
        asked.append(layer)
        return forward(edges)(layer)

    found = walk([start], next_of)
    assert len(found) == len(set(found))
    assert found[0] == start
    assert {b for a, b in edges if a in found} <= set(found)
    assert sum(len(layer) for layer in asked) == len(found)


@given(edges)
def test_what_came_of_a_thing_came_from_it(edges):
    things = range(13)
    ahead = {one: set(walk([one], forward(edges))) for one in things}
    behind = {one: set(walk([one], back(edges))) for one in things}
    assert all((b in ahead[a]) == (a in behind[b]) for a in things for b in things)


@pytest.fixture
def chain(db):
    land = make_orchard()
    lots = [
        Lot.objects.create(number=f"K{n}", product=land.product, place=land.commune, opened_at=at()) for n in range(6)
    ]
    return land, lots


def names(nodes, lots):
    by_pk = {lot.pk: lot.number for lot in lots}
    return {by_pk.get(key, key) for _, key in nodes}


def test_the_whole_way_goes_through_lots_and_boxes_and_round_in_circles(chain):
    land, (a, b, c, d, alone, e) = chain
    box = "https://id.gs1.org/00/189345672345678903"
    packed = {
        "type": "AggregationEvent", "eventTime": "2025-08-12T08:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "action": "ADD", "parentID": box, "childQuantityList": made([c], [c])["inputQuantityList"],
    }  # fmt: skip
    box_sent = shipped(a, 13) | {
        "quantityList": [],
        "epcList": [box, f"http://localhost:8000/id/product/{a.product_id}"],
    }
    unpacked = packed | {"eventTime": "2025-08-14T08:00:00+07:00", "action": "DELETE"}
    events = [made([b], [a]), made([c], [b, d], 11), made([a], [c], 12), packed, box_sent, unpacked, shipped(e)]
    capture_events(by=land.htx, document=document(*events))
    assert names(way([node_of(a)]), chain[1]) == {"K0", "K1", "K2", box}
    assert names(way([node_of(c)], back=True), chain[1]) == {"K0", "K1", "K2", "K3"}
    assert names(way([node_of(d)]), chain[1]) == {"K3", "K0", "K1", "K2", box}
    assert [one.uri for one in receivers(d)] == ["https://id.gs1.org/417/8934567890120"]
    assert receivers(alone) == []


def test_parts_of_one_transformation_belong_together(chain):
    land, (a, b, *_rest) = chain
    whole = made([b], [a])
    went_in = {key: value for key, value in whole.items() if key != "outputQuantityList"} | {
        "transformationID": "urn:x:1"
    }
    came_out = {key: value for key, value in whole.items() if key != "inputQuantityList"} | {
        "transformationID": "urn:x:1"
    }
    capture_events(by=land.htx, document=document(went_in, came_out))
    assert names(way([node_of(a)]), [a, b]) == {"K0", "K1"}
    assert names(way([node_of(b)], back=True), [a, b]) == {"K0", "K1"}


def test_a_longer_chain_asks_the_database_once_a_layer(chain, django_assert_max_num_queries):
    land, lots = chain
    capture_events(by=land.htx, document=document(*(made([b], [a]) for a, b in zip(lots, lots[1:], strict=False))))
    with django_assert_max_num_queries(6 * 4):
        assert len(way([node_of(lots[0])])) == 6


@pytest.mark.django_db
def test_what_was_named_under_a_former_address_is_still_ones_own(settings):
    land = make_orchard()
    capture_events(
        by=land.htx, document=document(shipped(land.lot, to=f"{site()}producer/{land.producer.pk}/party/cho"))
    )
    recording.record_shipping(by=land.htx, lot=land.lot.pk, at=at(11), quantity=Decimal(5), to=Party("Chợ"))
    before = {one.name: one.quantity for one in receivers(land.lot)}
    settings.FORMER_ADDRESSES, settings.ADDRESS = [settings.ADDRESS], "https://moi.example.vn"
    assert steps_back(node_of(land.lot)) == []
    assert {one.name: one.quantity for one in receivers(land.lot)} == before
    again = capture_events(by=land.htx, document=document(shipped(land.lot, 12)))
    assert again.events[0].items.get(role="what").uri.startswith("https://moi.example.vn/")
    [sent] = [row for row in rows_of(land.lot) if row.at.day == 11]
    assert [name for _role, name in sent.parties] == ["Chợ"]
    settings.FORMER_ADDRESSES = []
    assert steps_back(node_of(land.lot)) != []
