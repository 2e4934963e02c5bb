"""The page of a lot's chain, the forms of what happened, and the files."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.produce.models import DiaryEntry, HarvestShare, Lot, TraceEvent
from openntm.produce.services import recording
from openntm.produce.services.capturing import capture_events
from orchard import make_orchard

from .tracing import at, faults, shipped
from .tracing import document as document_of_events

pytestmark = pytest.mark.django_db
DAY = {"day": "2025-08-10", "time": "08:30", "quantity": "40"}


@pytest.fixture
def land():
    land = make_orchard()
    land.other_lot = Lot.objects.create(number="L2602", product=land.product, place=land.commune, opened_at=at())
    land.page = f"/07486/2025-09-01/produce/lots/{land.lot.pk}/events/"
    return land


def test_every_act_is_entered_on_its_form_and_shown(client, land):
    client.force_login(land.htx)
    empty = client.get(land.page).content.decode()
    assert "Chưa có sự kiện" in empty
    given = {
        "commission": {},
        "transform": {"inputs": [land.other_lot.pk]},
        "pack": {"container": "Thùng 5"},
        "ship": {"name": "Chợ đầu mối Thử", "gln": ""},
        "receive": {"name": "", "gln": "8934567890120"},
        "observe": {"step": "inspecting"},
        "end": {"destroyed": "1"},
    }
    for act, more in given.items():
        assert client.get(f"{land.page}{act}/").status_code == 200
        sent = client.post(f"{land.page}{act}/", DAY | more)
        assert (sent.status_code, sent.headers.get("Location")) == (302, land.page), act
    assert TraceEvent.objects.count() == 7
    assert str(TraceEvent.objects.first().happened_at) == "2025-08-10 01:30:00+00:00"
    page = client.get(land.page).content.decode()
    for words in ("Chợ đầu mối Thử", "10/08/2025 08:30", "L2602", "Thùng 5 (10/08/2025)", "40 kg", "tiêu hủy"):
        assert words.lower() in page.lower(), words


@pytest.mark.parametrize("act", ["commission", "transform", "pack", "ship", "receive", "observe", "end"])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quantity": "-1"}, "lớn hơn 0"),
        ({"quantity": "0"}, "lớn hơn 0"),
        ({"day": "0001-01-01"}, "xem lại năm"),
        ({"day": "9999-12-31"}, "sau khi đã xảy ra"),
    ],
)
def test_no_weight_and_no_day_that_cannot_be_breaks_a_form(client, land, act, wrong, words):
    client.force_login(land.htx)
    given = DAY | {"inputs": [land.other_lot.pk], "container": "Thùng 5", "name": "Chợ", "step": "storing"}
    sent = client.post(f"{land.page}{act}/", given | {"destroyed": ""} | wrong)
    assert (sent.status_code, words in sent.content.decode()) == (422, True)
    assert not TraceEvent.objects.exists()


@pytest.mark.parametrize(
    ("act", "given", "words"),
    [
        ("ship", DAY | {"name": "", "gln": ""}, "Hãy ghi tên hoặc GLN"),
        ("ship", DAY | {"gln": "8934567890121"}, "GLN"),
        ("pack", DAY | {"container": "1" * 18}, "SSCC có 18 chữ số"),
        ("transform", DAY, "ít nhất một lô khác"),
        ("commission", DAY | {"day": "2999-01-01"}, "sau khi đã xảy ra"),
        ("commission", DAY | {"quantity": ""}, "error"),
        ("commission", DAY | {"time": "25:00"}, "error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, land, act, given, words):
    client.force_login(land.htx)
    sent = client.post(f"{land.page}{act}/", given)
    assert (sent.status_code, words in sent.content.decode()) == (422, True)
    assert not TraceEvent.objects.exists()


def test_a_wrong_event_is_declared_so_on_a_page_that_restates_it(client, land):
    client.force_login(land.htx)
    client.post(f"{land.page}ship/", DAY | {"name": "Chợ đầu mối Thử"})
    event = TraceEvent.objects.get()
    address = f"{land.page}{event.pk}/wrong/"
    assert "Chợ đầu mối Thử" in client.get(address).content.decode()
    assert client.post(address, {"error": ""}).status_code == 422
    assert client.post(address, {"error": "did_not_occur"}).status_code == 302
    page = client.get(land.page)
    assert "đã khai là sai" in page.content.decode()
    assert page.context["forward"] == []
    assert client.get(address).status_code == 404


def test_one_step_back_are_the_harvests_of_its_plots_too(client, land):
    harvest = DiaryEntry.objects.create(
        plot=land.plots[0], kind="harvest", day=date(2025, 8, 1), done_by="Hộ", quantity_kg=90, entered_at=at(), key="h"
    )
    HarvestShare.objects.create(lot=land.lot, harvest=harvest, kg=70)
    client.force_login(land.htx)
    page = client.get(land.page).content.decode()
    for words in ("Đồi na Thử, 1", "70 kg", "thu hoạch ngày", ">01/08/2025<", "1 ở một bước trước"):
        assert words in page, words
    assert "Chưa ghi lô được làm từ gì" not in page


def test_what_is_right_instead_is_named_and_stands_beside_it(client, land):
    client.force_login(land.htx)
    client.post(f"{land.page}ship/", DAY | {"name": "Chợ nhầm Thử"})
    wrong = TraceEvent.objects.get()
    client.post(f"{land.page}ship/", DAY | {"name": "Chợ đúng Thử"})
    right = TraceEvent.objects.latest("pk")
    address = f"{land.page}{wrong.pk}/wrong/"
    assert "Chợ đúng Thử · 40 kg" in client.get(address).content.decode()
    assert client.post(address, {"error": "incorrect_data", "corrective": ["urn:x:1"]}).status_code == 422
    given = {"error": "incorrect_data", "corrective": [right.event_id]}
    assert client.post(address, given).status_code == 302
    said = TraceEvent.objects.get(declares_wrong=wrong).body["errorDeclaration"]
    assert said["correctiveEventIDs"] == [right.event_id]
    assert "ghi đúng lại: 10/08/2025 08:30 · xuất hàng · Chợ đúng Thử · 40 kg" in client.get(land.page).content.decode()
    assert not faults(json.loads(client.get(f"{land.page}epcis.jsonld").content))


def test_what_was_declared_wrong_is_not_recorded_again_as_it_was(client, land):
    """The hash would be the same, so nothing would be written: the page must not say that it was."""
    client.force_login(land.htx)
    given = DAY | {"name": "Chợ đầu mối Thử"}
    assert [client.post(f"{land.page}ship/", given).status_code for _twice in range(2)] == [302, 302]
    event = TraceEvent.objects.get()
    client.post(f"{land.page}{event.pk}/wrong/", {"error": "did_not_occur"})
    again = client.post(f"{land.page}ship/", given)
    assert (again.status_code, "đã khai là sai" in again.content.decode()) == (422, True)
    assert client.post(f"{land.page}ship/", given | {"time": "08:31"}).status_code == 302


def test_a_stage_elsewhere_does_not_get_the_code_of_the_producer(client, land):
    """A shop that says that it received the goods, at its own spot."""
    elsewhere = shipped(land.lot, readPoint={"id": "https://id.gs1.org/414/8934567890120"})
    other = shipped(land.lot, 11, readPoint={"id": "urn:x:shop"})
    capture_events(by=land.htx, document=document_of_events(elsewhere, other, shipped(land.lot, 12)))
    client.force_login(land.htx)
    rows = client.get(land.page, {"format": "csv"}).content.decode("utf-8-sig").splitlines()[2:]
    assert [row.split(",")[2:4] for row in rows] == [
        ["8934567890120", "nơi khác"],
        ["–", "nơi khác"],
        [f"07486-{land.producer.pk}", "xã Nghĩa Phương"],
    ]


def test_pieces_are_not_called_kilograms(client, land):
    client.force_login(land.htx)
    event = shipped(land.lot, quantity=12)
    del event["quantityList"][0]["uom"]
    capture_events(by=land.htx, document=document_of_events(event))
    page = client.get(land.page).content.decode()
    assert "12 kg" not in page
    client.force_login(land.binh)
    assert "12 kg" not in client.get(f"/07486/2025-09-01/produce/lots/{land.lot.pk}/recall/").content.decode()


def test_the_chain_leaves_as_a_document_and_as_a_table_of_codes(client, land):
    client.force_login(land.htx)
    client.post(f"{land.page}commission/", DAY)
    client.post(f"{land.page}ship/", DAY | {"name": "Chợ đầu mối Thử", "time": "09:00"})
    document = client.get(f"{land.page}epcis.jsonld")
    assert document.headers["Content-Type"] == "application/ld+json"
    assert not faults(json.loads(document.content))
    rows = client.get(land.page, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    code = f"07486-{land.producer.pk}"
    assert rows[2:] == [
        f"gán mã,NADAI-01,{code},xã Nghĩa Phương,2025-08-10T08:30:00+0700,L2601",
        f"xuất hàng,NADAI-01,{code},xã Nghĩa Phương,2025-08-10T09:00:00+0700,L2601",
    ]
    assert client.get(land.page, {"format": "xlsx"}).status_code == 200


@pytest.mark.slow  # asks for many pages
def test_who_reads_sees_and_who_writes_writes(client, land):
    for who, seen, written in (
        *(("htx", 200, 200), ("an", 200, 200), ("binh", 200, 200)),
        *(("lan", 200, 403), ("so", 200, 403), ("tham", 200, 403), ("be", 404, 404), ("dung", 404, 404)),
    ):
        client.force_login(getattr(land, who))
        assert client.get(land.page).status_code == seen, who
        assert client.get(f"{land.page}epcis.jsonld").status_code == seen, who
        assert client.get(f"{land.page}ship/").status_code == written, who
        assert client.post(f"{land.page}ship/", DAY | {"name": "X"}).status_code == (302 if written == 200 else written)
    assert client.get(f"{land.page}nothing/").status_code == 404


def test_a_longer_chain_asks_no_more_often(client, land):
    client.force_login(land.htx)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(land.page).status_code == 200
        return len(seen)

    def happened(days):
        for day in days:
            party = recording.Party(f"Chợ {day}")
            recording.record_shipping(by=land.htx, lot=land.lot.pk, at=at(day), quantity=None, to=party)

    happened([1, 2])
    queries()
    few = queries()
    happened(range(3, 12))
    assert queries() <= few
