"""Programs send and read events over `/api/v1/epcis/`."""

import json
from urllib.parse import quote

import pytest

from openntm.office.access import today
from openntm.office.services import make_token
from openntm.produce.models import TraceEvent
from openntm.produce.naming import uri_of_lot
from openntm.produce.services.capturing import capture_events
from orchard import make_orchard

from .tracing import document, faults, made, shipped

pytestmark = pytest.mark.django_db
CAPTURE, EVENTS = "/api/v1/epcis/capture", "/api/v1/epcis/events"


@pytest.fixture
def land():
    land = make_orchard()
    people = {name: getattr(land, name) for name in ("htx", "lan", "dung", "be")}
    land.tokens = {name: make_token(by=one, name="Thử", on=today())[1] for name, one in people.items()}
    return land


def sent(client, land, body, who="htx"):
    headers = {"Authorization": f"Bearer {land.tokens[who]}"} if who else {}
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(CAPTURE, text, content_type="application/ld+json", headers=headers)


def read(client, land, address=EVENTS, who="htx", **asked):
    return client.get(address, asked, headers={"Authorization": f"Bearer {land.tokens[who]}"})


def listed(response):
    assert response.status_code == 200, response.content
    assert not faults(response.json())
    return response.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


def test_a_document_is_taken_in_and_sent_again_changes_nothing(client, land):
    first = sent(client, land, document(shipped(land.lot)))
    assert first.status_code == 201
    assert first.json() | {"captureID": ""} == {
        "captureID": "",
        "new": 1,
        "known": 0,
        "events": [TraceEvent.objects.get().event_id],
    }
    again = sent(client, land, document(shipped(land.lot)))
    assert (again.status_code, again.json()["new"], again.json()["known"]) == (200, 0, 1)


def test_problems_come_as_problem_json_with_event_and_field(client, land):
    refused = sent(client, land, document(shipped(land.lot) | {"action": "SEND"}))
    assert (refused.status_code, refused.headers["Content-Type"]) == (400, "application/problem+json")
    [one] = refused.json()["problems"]
    assert (one["index"], one["field"]) == (0, "action")
    assert sent(client, land, "{").status_code == 400
    assert sent(client, land, "[" * 5000).status_code == 400
    assert sent(client, land, "[]").json()["problems"][0]["index"] is None


def test_only_a_token_captures_and_only_for_ones_own_producer(client, land):
    body = document(shipped(land.lot))
    assert sent(client, land, body, who="lan").status_code == 403
    assert sent(client, land, body, who="be").status_code == 400
    assert sent(client, land, body, who=None).status_code == 401
    client.force_login(land.htx)
    assert sent(client, land, body, who=None).status_code == 401
    assert not TraceEvent.objects.exists()


def test_events_are_found_by_thing_step_and_time_page_by_page(client, land):
    events = [shipped(land.lot, day) for day in range(1, 6)] + [made([land.lot], [land.lot], 7)]
    capture_events(by=land.htx, document=document(*events))
    assert len(listed(read(client, land))) == 6
    assert len(listed(read(client, land, MATCH_epc=uri_of_lot(land.lot)))) == 5
    assert len(listed(read(client, land, MATCH_inputEPC=uri_of_lot(land.lot)))) == 1
    assert len(listed(read(client, land, MATCH_anyEPC="urn:x:1|" + uri_of_lot(land.lot)))) == 6
    assert len(listed(read(client, land, EQ_bizStep="packing|receiving"))) == 1
    assert len(listed(read(client, land, EQ_bizStep="https://ref.gs1.org/cbv/BizStep-shipping"))) == 5
    assert len(listed(read(client, land, eventType="TransformationEvent"))) == 1
    between = {"GE_eventTime": "2025-08-02T00:00:00+07:00", "LT_eventTime": "2025-08-04T00:00:00+07:00"}
    assert len(listed(read(client, land, **between))) == 2
    seen, address = [], f"{EVENTS}?perPage=4"
    while address:
        page = read(client, land, address)
        seen += listed(page)
        address = page.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert len({event["eventID"] for event in seen}) == len(seen) == 6
    assert read(client, land, EQ_disposition="x").status_code == 400
    assert read(client, land, perPage=100_000).status_code == 422
    assert read(client, land, GE_eventTime="0001-01-01T00:00:00+14:00").status_code == 422
    assert len(listed(read(client, land, GE_eventTime="2025-08-07T07:59:59"))) == 1, "the time of the installation"


def test_one_event_by_its_identifier_with_what_declares_it_wrong(client, land):
    wrong = shipped(land.lot)
    said = {"declarationTime": "2025-08-11T00:00:00Z", "reason": "did_not_occur"}
    own = shipped(land.lot, 12, eventID="urn:uuid:6f1c9a52-0000-4000-8000-000000000001")
    capture_events(by=land.htx, document=document(wrong, {**wrong, "errorDeclaration": said}, own))
    key = TraceEvent.objects.first().event_id
    for address in (f"{EVENTS}/{quote(key, safe='')}", f"{EVENTS}/{key}"):
        first, declared = listed(read(client, land, address))
        assert (first["eventID"], declared["eventID"]) == (key, key)
        assert declared["errorDeclaration"] == said
    [one] = listed(read(client, land, f"{EVENTS}/urn:uuid:6f1c9a52-0000-4000-8000-000000000001"))
    assert one["eventTime"] == own["eventTime"]
    assert len(listed(read(client, land, EQ_eventID=key))) == 2


def test_a_lot_leaves_as_a_document_that_may_be_sent_elsewhere(client, land):
    capture_events(by=land.htx, document=document(shipped(land.lot), made([land.lot], [land.lot])))
    whole = read(client, land, f"/api/v1/epcis/lots/{land.lot.pk}").json()
    assert not faults(whole)
    assert len(whole["epcisBody"]["eventList"]) == 2
    assert sent(client, land, whole).json()["known"] == 2


def test_strangers_see_nothing(client, land):
    capture_events(by=land.htx, document=document(shipped(land.lot)))
    key = TraceEvent.objects.get().event_id
    assert listed(read(client, land, who="dung")) == []
    assert listed(read(client, land, who="be")) == []
    for address in (f"{EVENTS}/{quote(key, safe='')}", f"/api/v1/epcis/lots/{land.lot.pk}"):
        assert read(client, land, address, who="dung").status_code == 404
    assert client.get(EVENTS).status_code == 401
