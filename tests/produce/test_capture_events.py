"""Documents of events are taken in whole or not at all, once however often they are sent."""

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry
from openntm.produce.epcis.reading import DocumentRefused
from openntm.produce.models import EventItem, Lot, TraceEvent
from openntm.produce.naming import uri_of_lot
from openntm.produce.services.capturing import capture_events
from orchard import make_orchard

from .tracing import GTIN, at, document, faults, made, shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    return make_orchard()


def problems(land, *events, by=None, **changed):
    with pytest.raises(DocumentRefused) as refused:
        capture_events(by=by or land.htx, document=document(*events) | changed)
    assert not TraceEvent.objects.exists()
    return [(one.index, one.field, one.message) for one in refused.value.problems]


def test_a_document_is_kept_with_the_lot_of_each_thing_and_the_log_says_so(land):
    capture = capture_events(by=land.htx, document=document(shipped(land.lot), made([land.lot], [land.lot], hour=7)))
    assert (capture.new, capture.known) == (2, 0)
    first = TraceEvent.objects.get(step="shipping")
    assert first.event_id == first.body["eventID"]
    assert first.event_id.startswith("ni:///sha-256;")
    assert [(one.role, one.lot, one.quantity, one.unit) for one in first.items.all()] == [
        ("what", land.lot, 40, "KGM"),
        ("to", None, None, ""),
    ]
    entry = LogEntry.objects.get(number=capture.number)
    assert entry.verb == "event.capture"
    assert not faults(document(*(row.body for row in TraceEvent.objects.all())))


def test_the_same_document_again_changes_nothing(land):
    first = capture_events(by=land.htx, document=document(shipped(land.lot)))
    lines = LogEntry.objects.count()
    again = capture_events(by=land.an, document=document(shipped(land.lot)))
    assert (again.new, again.known, again.number) == (0, 1, 0)
    assert again.events == first.events
    assert (TraceEvent.objects.count(), EventItem.objects.count(), LogEntry.objects.count()) == (1, 2, lines)


def test_the_same_event_twice_in_one_document_is_one(land):
    capture = capture_events(by=land.htx, document=document(shipped(land.lot), shipped(land.lot)))
    assert (capture.new, capture.known) == (1, 1)


@pytest.mark.parametrize("who", ["htx", "an", "binh"])
def test_the_keeper_the_officer_and_the_office_may_capture(land, who):
    assert capture_events(by=getattr(land, who), document=document(shipped(land.lot))).new == 1


@pytest.mark.parametrize("who", ["lan", "so", "tham"])
def test_who_only_reads_may_not_capture(land, who):
    with pytest.raises(PermissionDenied):
        capture_events(by=getattr(land, who), document=document(shipped(land.lot)))


@pytest.mark.parametrize("who", ["be", "dung"])
def test_for_a_stranger_the_lot_does_not_exist(land, who):
    [(index, _, message)] = problems(land, shipped(land.lot), by=getattr(land, who))
    assert index == 0
    assert "không nêu sản phẩm" in message


def test_all_problems_are_told_at_once(land):
    good = shipped(land.lot)
    told = problems(
        land,
        {**good, "bizStep": "selling", "action": "SEND"},
        good,
        {**good, "eventTime": "2025-08-10"},
        {"type": "PartyEvent"},
        {**good, "quantityList": [{"epcClass": "https://a.vn/01/08934567890129", "quantity": -1}], "note": "x"},
    )
    assert [(index, field) for index, field, _ in told] == [
        *[(0, "bizStep"), (0, "action"), (2, "eventTime"), (3, "type")],
        *[(4, "quantityList[0].epcClass"), (4, "quantityList[0].quantity"), (4, "note")],
    ]
    assert "Số kiểm tra của (01) sai" in told[4][2]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"type": "Document"}, "type"),
        ({"@context": []}, "@context"),
        ({"schemaVersion": "1.2"}, "schemaVersion"),
        ({"creationDate": "hôm nay"}, "creationDate"),
        ({"epcisBody": {}}, "epcisBody.eventList"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_broken_document_is_refused(land, changed, field):
    assert [(None, field)] == [(index, where) for index, where, _ in problems(land, shipped(land.lot), **changed)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantityList": []}, "epcList"),
        ({"eventTime": "2999-01-01T00:00:00Z"}, "eventTime"),
        ({"ilmd": {"cbvmda:lotNumber": "1"}}, "ilmd"),
        ({"ilmd": {"lotNumber": "1"}}, "ilmd"),
        ({"eventID": "ni:///sha-256;00?ver=CBV2.0"}, "eventID"),
        ({"epcList": ["urn:epc:id:grai:1.2.3"]}, "epcList[0]"),
        ({"epcList": ["a b"]}, "epcList[0]"),
        ({"epcList": ["urn:x:1", "urn:x:1"]}, "epcList"),
        ({"epcList": "urn:x:1"}, "epcList"),
        ({"readPoint": "urn:x:1"}, "readPoint"),
        ({"readPoint": {}}, "readPoint.id"),
        ({"destinationList": [{"destination": "urn:x:1"}]}, "destinationList[0].type"),
        ({"unknown:word": 1}, "unknown:word"),
        ({"disposition": ["active"]}, "disposition"),
        ({"errorDeclaration": {"reason": "did_not_occur"}}, "errorDeclaration.declarationTime"),
        ({"eventTimeZoneOffset": "7"}, "eventTimeZoneOffset"),
        ({"type": "TransformationEvent"}, "action"),
        ({"type": "AggregationEvent"}, "quantityList"),
        ({"type": ["ObjectEvent"]}, "type"),
        ({"quantityList": [{"epcClass": "urn:x:1", "quantity": True, "uom": "kg"}]}, "quantityList[0].quantity"),
    ],
)
def test_each_broken_field_is_named(land, change, field):
    assert (0, field) in [(index, where) for index, where, _ in problems(land, shipped(land.lot) | change)]


def test_a_lot_that_was_not_opened_is_refused(land):
    other = Lot(number="L9", product=land.product)
    [(_, role, message)] = problems(land, shipped(other))
    assert (role, "L9" in message) == ("what", True)


def test_gs1_keys_name_the_lot_in_any_form(land):
    land.product.gtin = GTIN
    land.product.save()
    event = shipped(land.lot)
    for step, uri in enumerate(
        [
            f"https://hop-tac.vn/01/0{GTIN}/10/L2601?17=260101",
            f"urn:epc:class:lgtin:8934567.089012.{land.lot.number}",
            f"https://hop-tac.vn/01/{GTIN}/10/L2601/21/ABC",
        ]
    ):
        capture_events(by=land.htx, document=document({**event, "quantityList": [{"epcClass": uri, "quantity": step}]}))
    assert {item.lot for item in EventItem.objects.filter(role="what")} == {land.lot}
    assert uri_of_lot(land.lot) == f"https://id.gs1.org/01/0{GTIN}/10/L2601"


def test_own_words_keep_the_meaning_of_their_prefix(land):
    body = shipped(land.lot) | {"vn:note": "Xe lạnh"}
    sent = document(body)
    sent["@context"].append({"vn": "https://example.vn/", "unused": "https://example.org/"})
    [row] = capture_events(by=land.htx, document=sent).events
    assert row.body["@context"] == [{"vn": "https://example.vn/"}]
    [again] = capture_events(by=land.htx, document=document(row.body)).events
    assert again == row


def test_an_identifier_belongs_to_one_event(land):
    named = shipped(land.lot, eventID="urn:uuid:6f1c9a52-0000-4000-8000-000000000001")
    capture_events(by=land.htx, document=document(named))
    assert capture_events(by=land.htx, document=document(named)).known == 1
    with pytest.raises(DocumentRefused) as refused:
        capture_events(by=land.htx, document=document({**named, "action": "DELETE"}))
    assert [one.field for one in refused.value.problems] == ["eventID"]


def test_an_error_declaration_names_its_event_and_leaves_it_unchanged(land):
    wrong = shipped(land.lot)
    said = {"declarationTime": "2025-08-11T00:00:00Z", "reason": "incorrect_data"}
    [(_, field, _message)] = problems(land, {**wrong, "errorDeclaration": said})
    assert field == "errorDeclaration"
    capture = capture_events(by=land.htx, document=document(wrong, {**wrong, "errorDeclaration": said}))
    first, declared = capture.events
    assert declared.declares_wrong == first
    assert "errorDeclaration" not in TraceEvent.objects.get(pk=first.pk).body
    assert capture_events(by=land.htx, document=document({**wrong, "errorDeclaration": said})).known == 1
    assert not faults(document(declared.body))


def test_every_kind_of_event_is_kept(land):
    here, when = uri_of_lot(land.lot), {"eventTime": "2025-08-10T08:00:00+07:00", "eventTimeZoneOffset": "+07:00"}
    amount, paper = [{"epcClass": here, "quantity": 1}], {"type": "po", "bizTransaction": "urn:x:po:1"}
    events = [
        {"type": "AggregationEvent", **when, "action": "ADD", "parentID": "urn:x:box", "childQuantityList": amount},
        {"type": "AssociationEvent", **when, "action": "ADD", "parentID": "urn:x:tag", "childEPCs": [here]},
        {"type": "TransactionEvent", **when, "action": "ADD", "bizTransactionList": [paper], "quantityList": amount},
        {"type": "ObjectEvent", **when, "action": "DELETE", "epcList": [here], "bizStep": "destroying"},
        {"type": "TransformationEvent", **when, "transformationID": "urn:x:t", "inputQuantityList": amount},
    ]
    sent = document(*events)
    assert not faults(sent)
    assert capture_events(by=land.htx, document=sent).new == 5


def test_a_thing_of_another_producer_may_go_in_but_not_out(land):
    from openntm.produce.models import Producer, Product

    far = Producer.objects.create(name="X", sort_key="x", kind="firm", place=land.far, source_title="Thử")
    other = Lot.objects.create(
        number="X1", product=Product.objects.create(producer=far, name="X", crop="na", code="X"), place=land.far,
        opened_at=at(),
    )  # fmt: skip
    assert capture_events(by=land.htx, document=document(made([land.lot], [land.lot, other]))).new == 1
    with pytest.raises(PermissionDenied):
        capture_events(by=land.htx, document=document(made([other], [land.lot])))


def test_gs1s_schema_refuses_what_is_broken(land):
    good = document(shipped(land.lot))
    assert not faults(good)
    assert faults(document({**shipped(land.lot), "action": "SEND"}))
    assert faults({**good, "schemaVersion": "x"})
    assert faults(document({**shipped(land.lot), "eventTime": "gestern"}))
