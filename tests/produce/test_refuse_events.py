"""Whatever is sent as a document of events is refused in words or taken, and what was taken leaves valid."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.access import today
from openntm.office.services import make_token
from openntm.produce.epcis import writing
from openntm.produce.epcis.reading import DocumentRefused, read_document
from openntm.produce.models import TraceEvent
from openntm.produce.naming import uri_of_lot
from orchard import make_orchard

from .tracing import at, document, faults, shipped

CAPTURE = "/api/v1/epcis/capture"
LOT, BOX = "https://id.gs1.org/01/08934567890120/10/L1", "https://id.gs1.org/00/189345678901234569"
PREFIX = {"a": "https://a.example/"}


def happened(kind, step="packing", **fields):
    return writing.happening(kind, at(), step, **fields)


SENSED = {
    "sensorMetadata": {"time": "2025-08-01T00:00:00Z", "deviceID": "urn:x:1", "a:b": 1},
    "sensorReport": [{"type": "Temperature", "value": 12.5, "uom": "CEL", "component": "x", "booleanValue": True}],
}
HELD = [{"epcClass": LOT, "quantity": 40, "uom": "KGM"}]
WHOLE = {
    **document(
        happened(
            "ObjectEvent",
            "commissioning",
            action="ADD",
            quantityList=HELD,
            ilmd={"a:b": ["1.50", {"a:c": "x"}], "cbvmda:lotNumber": "L1"},
            certificationInfo=["urn:x:certificate"],
            readPoint={"id": "urn:x:field"},
            bizLocation={"id": "geo:21.2,106.4"},
            sensorElementList=[SENSED],
            bizTransactionList=[{"type": "po", "bizTransaction": "urn:x:po"}],
            sourceList=[{"type": "owning_party", "source": "urn:x:us"}],
            destinationList=[{"type": "location", "destination": "https://id.gs1.org/414/8934567890120"}],
            disposition="active",
            eventID="urn:uuid:6f1c9a52-0000-4000-8000-000000000001",
        ),
        happened("AggregationEvent", action="ADD", parentID=BOX, childQuantityList=HELD),
        happened("TransformationEvent", inputQuantityList=HELD, outputEPCList=["urn:epc:id:sgtin:8934567.089012.1"]),
        happened(
            "ObjectEvent", action="OBSERVE", epcList=["urn:epc:id:sscc:8934567.1890123456"], **{"a:d": {"a:e": 2}}
        ),
    ),
    "@context": [writing.CONTEXT, PREFIX],
    "epcisHeader": {"epcisMasterData": {}},
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["", "1e999999999", "9" * 60, "0001-01-01T00:00:00+14:00", "http://[x]/01/1", "\ud800", "a\0b", "a:b"]
    ),
    st.sampled_from(
        [[], {}, [[]], [None], {"id": 1}, {"a:b": float("nan")}, ["a b"], {"a b:c": 1}, "urn:epc:id:sgtin:1..1"]
    ),
)


def spots(held, path=()):
    yield path
    parts = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, value in parts:
        yield from spots(value, (*path, key))


SPOTS = [path for path in spots(WHOLE) if path]


def changed(path, value):
    whole = copy.deepcopy(WHOLE)
    held = whole
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    return whole


def test_the_document_that_is_broken_below_is_whole():
    assert not faults(WHOLE)
    assert len(read_document(WHOLE, at(day=30))) == 4


@given(st.sampled_from(SPOTS), ODD)
def test_whatever_stands_at_any_spot_is_refused_in_words_or_leaves_valid(path, value):
    with suppress(DocumentRefused):
        left = writing.document([event.body for event in read_document(changed(path, value), at(day=30))], at())
        assert not faults(json.loads(json.dumps(left)))


def test_a_field_of_ones_own_may_lie_forty_levels_deep_and_no_deeper():
    deep = "x"
    for _level in range(2000):
        deep = {"a:b": deep}
    with pytest.raises(DocumentRefused) as refused:
        read_document(changed(("epcisBody", "eventList", 0, "ilmd"), deep), at(day=30))
    assert "40" in refused.value.problems[0].message


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("epcisBody", "eventList", 0, "sensorElementList", 0, "sensorReport", 0, "value"), "12", "value"),
        (("epcisBody", "eventList", 0, "sensorElementList", 0, "sensorReport"), [], "sensorReport"),
        (("epcisBody", "eventList", 0, "sensorElementList", 0, "sensorReport", 0, "type"), "Warmth", "type"),
        (("epcisBody", "eventList", 0, "eventTime"), "0001-01-01T00:00:00+14:00", "eventTime"),
        (("epcisBody", "eventList", 0, "quantityList", 0, "quantity"), 1e25, "quantity"),
        (("@context", 1), {"cbv": "https://a.example/"}, "cbv"),
        (("@context", 1), "no address", "@context"),
        (("epcisHeader",), [], "epcisHeader"),
        (("instanceIdentifier",), 7, "instanceIdentifier"),
    ],
)
def test_the_field_is_named(path, value, field):
    with pytest.raises(DocumentRefused) as refused:
        read_document(changed(path, value), at(day=30))
    assert field in refused.value.problems[0].field


def test_nobody_declares_wrong_tomorrow():
    said = {"declarationTime": "2999-01-01T00:00:00Z", "reason": "did_not_occur"}
    event = {**WHOLE["epcisBody"]["eventList"][1], "errorDeclaration": said}
    with pytest.raises(DocumentRefused) as refused:
        read_document(document(event), at(day=30))
    assert [one.field for one in refused.value.problems] == ["errorDeclaration.declarationTime"]


def test_prefixes_are_explained_at_the_head_unless_two_events_disagree():
    one, other = ({"type": "ObjectEvent", "@context": [{"a": f"https://{host}/"}]} for host in ("a.vn", "b.vn"))
    alike = writing.document([one, one], at())
    assert alike["@context"][1] == {"a": "https://a.vn/"}
    assert alike["epcisBody"]["eventList"] == [{"type": "ObjectEvent"}] * 2
    master = {"type": "ObjectEvent", "ilmd": {"cbvmda:lotNumber": "1"}}
    mixed = writing.document([one, other, master], at())
    assert mixed["epcisBody"]["eventList"] == [one, other, master]
    assert mixed["@context"][1:] == [{"cbvmda": "urn:epcglobal:cbv:mda:"}]
    linked = {"type": "ObjectEvent", "@context": ["https://a.example/context", {"a": "https://a.vn/"}]}
    [left] = writing.document([linked], at())["epcisBody"]["eventList"]
    assert left["@context"] == ["https://a.example/context"]


@pytest.fixture
def land(client):
    land = make_orchard()
    token = make_token(by=land.htx, name="Thử", on=today())[1]

    def sent(body):
        headers = {"Authorization": f"Bearer {token}"}
        return client.post(CAPTURE, body, content_type="application/ld+json", headers=headers)

    land.sent = sent
    return land


@pytest.mark.django_db
def test_of_a_document_with_one_bad_event_nothing_is_taken(land):
    good, bad = shipped(land.lot), shipped(land.lot, quantity=-1)
    refused = land.sent(json.dumps(document(good, bad, good)))
    assert refused.status_code == 400
    assert [one["index"] for one in refused.json()["problems"]] == [1]
    assert not TraceEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ['{"type": 1, "type": 2}', "[1e999]", '"\\ud800"', "[" * 100_000, "9" * 5000, "{}", ""]
)
def test_what_is_no_document_is_refused(land, body):
    refused = land.sent(body)
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.django_db
def test_a_document_without_end_is_refused_before_it_is_read(land):
    refused = land.sent(json.dumps(document(shipped(land.lot, **{"a:b": "x" * 3_000_000}))))
    assert refused.status_code == 413
    assert refused.json()["title"]


@pytest.mark.django_db
def test_an_own_lot_opens_no_way_to_that_of_a_foreign_producer(land):
    """One event with both: the keeper of one may not write for the other."""
    theirs = copy.copy(land.producer)
    theirs.pk, theirs.name, theirs._state.adding = None, "HTX khác", True
    theirs.save()
    product = copy.copy(land.product)
    product.pk, product.producer, product._state.adding = None, theirs, True
    product.save()
    lot = copy.copy(land.lot)
    lot.pk, lot.product, lot._state.adding = None, product, True
    lot.save()
    assert land.sent(json.dumps(document(shipped(lot)))).status_code == 400
    event = shipped(land.lot)
    event["quantityList"].append({"epcClass": uri_of_lot(lot)})
    assert land.sent(json.dumps(document(event))).status_code == 403
    assert not TraceEvent.objects.exists()
