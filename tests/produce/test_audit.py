"""An audit is begun by whom it falls to, answered in several goes, and its observations end with a remedy."""

import io
import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from openntm.office.models import LogEntry
from openntm.produce.queries.audits import major_open
from openntm.produce.services import audits, refusals
from openntm.visits.models import Observation, Visit
from openntm.visits.queries import checklist_of, score
from openntm.visits.services.refusals import ItemsUnanswered, RemedyMissing, VisitClosed, VisitHoldsSomething
from orchard import make_orchard

AT = "/07486/2026-01-10/produce/"
DAY = date(2026, 1, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def outside(orchard):
    return audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def answered(orchard, visit, by, value="ok"):
    items = {item.key: (value, "") for item in checklist_of(visit).items}
    return audits.answer_audit(by=by, pk=visit.pk, answers=items)


def observed(orchard, visit, severity="major"):
    given = {"severity": severity, "text": "Kho để chung", "demand": "Tách kho", "due": date(2026, 2, 1)}
    return audits.observe(by=orchard.so, pk=visit.pk, **given)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return SimpleUploadedFile("kho.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        *(("htx", "internal", True), ("an", "internal", True), ("so", "internal", False), ("binh", "internal", False)),
        *(("so", "outside", True), ("binh", "outside", True), ("an", "outside", False), ("htx", "outside", False)),
        *(("lan", "internal", False), ("lan", "outside", False)),
    ],
)
def test_internal_audits_fall_to_the_keeper_and_outside_ones_to_those_who_check(orchard, who, kind, may):
    given = {"by": getattr(orchard, who), "producer": orchard.producer.pk, "kind": kind, "day": DAY}
    if may:
        assert audits.start_audit(**given).kind == kind
        assert LogEntry.objects.filter(verb="visit.start").exists()
    else:
        with pytest.raises(PermissionDenied):
            audits.start_audit(**given)


def test_strangers_find_neither_producer_nor_audit(orchard, outside):
    for who in (orchard.be, orchard.dung):
        with pytest.raises(orchard.producer.DoesNotExist):
            audits.start_audit(by=who, producer=orchard.producer.pk, kind="outside", day=DAY)
        with pytest.raises(Visit.DoesNotExist):
            audits.close_audit(by=who, pk=outside.pk, result="X")
        assert signed(who).get(AT + f"audits/{outside.pk}/").status_code == 404


def test_the_side_that_is_visited_sees_and_answers_but_does_not_write(orchard, outside):
    with pytest.raises(PermissionDenied):
        answered(orchard, outside, orchard.htx)
    found = observed(orchard, outside)
    with pytest.raises(PermissionDenied):
        audits.close_observation(by=orchard.htx, pk=found.pk, remedy="Đã tách")
    audits.answer_observation(by=orchard.htx, pk=found.pk, answer="Đã tách kho", photo=picture())
    with pytest.raises(PermissionDenied):
        audits.answer_observation(by=orchard.so, pk=found.pk, answer="X")
    assert Observation.objects.get().state == "answered"


def test_it_is_not_closed_while_an_item_is_open(orchard, outside):
    with pytest.raises(ItemsUnanswered):
        audits.close_audit(by=orchard.so, pk=outside.pk, result="Đạt")
    answered(orchard, outside, orchard.so)
    closed = audits.close_audit(by=orchard.so, pk=outside.pk, result="Đạt")
    assert (closed.state, score(closed)) == ("closed", 100)
    with pytest.raises(VisitClosed):
        answered(orchard, outside, orchard.so, "not_ok")


def test_a_major_observation_shows_on_the_certificate_until_its_remedy(orchard, outside):
    page = AT + f"certificates/{orchard.certificate.pk}/"
    found = observed(orchard, outside)
    assert major_open([orchard.producer]) == {}
    answered(orchard, outside, orchard.so)
    audits.close_audit(by=orchard.so, pk=outside.pk, result="Còn lỗi nặng")
    assert "Còn phát hiện nặng chưa khắc phục" in signed(orchard.an).get(page).content.decode()
    with pytest.raises(RemedyMissing):
        audits.close_observation(by=orchard.so, pk=found.pk, remedy=" ")
    audits.close_observation(by=orchard.so, pk=found.pk, remedy="Đã thấy kho riêng")
    assert "Còn phát hiện nặng chưa khắc phục" not in signed(orchard.an).get(page).content.decode()


def test_one_begun_by_mistake_is_taken_back_while_it_holds_nothing(orchard, outside):
    page = f"{AT}audits/{outside.pk}/drop/"
    assert "Rút lại" in signed(orchard.so).get(f"{AT}audits/{outside.pk}/").content.decode()
    for who, status in (("htx", 403), ("lan", 403), ("be", 404), ("dung", 404)):
        assert signed(getattr(orchard, who)).get(page).status_code == status
    assert signed(orchard.so).post(page, {"reason": ""}).status_code == 422
    assert signed(orchard.so).post(page, {"reason": "Nhầm cơ sở"}).status_code == 302
    assert not Visit.objects.exists()
    assert LogEntry.objects.get(verb="visit.drop").particulars.reason == "Nhầm cơ sở"
    other = audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)
    observed(orchard, other)
    with pytest.raises(VisitHoldsSomething):
        audits.drop_audit(by=orchard.so, pk=other.pk, reason="Nhầm")
    assert LogEntry.objects.filter(verb="visit.drop").count() == 1
    with pytest.raises(PermissionDenied):
        audits.drop_audit(by=orchard.htx, pk=other.pk, reason="Nhầm")


def test_nothing_is_audited_at_an_ended_producer(orchard):
    orchard.producer.ended_on = DAY
    orchard.producer.save()
    with pytest.raises(refusals.ProducerEnded):
        audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)


def test_it_goes_from_beginning_to_remedy_on_its_pages(orchard):
    so, htx = signed(orchard.so), signed(orchard.htx)
    begun = so.post(AT + f"producers/{orchard.producer.pk}/audits/outside/", {"day": "2026-01-10"})
    page, visit = begun.url, Visit.objects.get()
    assert page == AT + f"audits/{visit.pk}/"
    items = [item.key for item in checklist_of(visit).items]
    so.post(page, {f"answer-{items[0]}": "not_ok", f"note-{items[0]}": "Thiếu tháng 12"})
    assert visit.answers.get().note == "Thiếu tháng 12"
    assert so.get(page + "close/").status_code == 200
    assert so.post(page + "close/", {"result": "Đạt"}).status_code == 422
    so.post(page, {f"answer-{key}": "ok" for key in items})
    given = {"severity": "minor", "text": "A", "demand": "B", "due": "2026-01-09"}
    assert so.post(page + "observations/add/", given).status_code == 422
    assert so.post(page + "observations/add/", given | {"due": "2026-02-01", "photo": picture()}).status_code == 302
    assert so.post(page + "photo/", {"upload": picture()}).status_code == 302
    assert so.post(page + "close/", {"result": "Đạt"}).status_code == 302
    found = Observation.objects.get()
    one = page + f"observations/{found.pk}/"
    assert htx.get(page).status_code == htx.get(one + "answer/").status_code == 200
    assert htx.post(one + "answer/", {"answer": "Xong"}).status_code == 302
    assert htx.post(page, {f"answer-{items[0]}": "ok"}).status_code == 403
    assert so.post(one + "close/", {"remedy": "Thấy rồi"}).status_code == 302
    assert htx.get(page + f"files/{visit.photos.get(observation=None).file_id}/")["Content-Disposition"].startswith(
        "attachment"
    )
    assert htx.get(page + "files/999/").status_code == 404
    assert "Thấy rồi" in htx.get(page).content.decode()
    assert htx.get(AT + "audits/").status_code == 200


def test_the_list_of_audits_is_narrowed_sorted_and_taken_away(orchard, outside):
    observed(orchard, outside)
    audits.start_audit(by=orchard.htx, producer=orchard.producer.pk, kind="internal", day=DAY)
    client = signed(orchard.an)

    def count(query):
        return len(re.findall(rf'href="{AT}audits/\d+/"', client.get(AT + "audits/?" + query).content.decode()))

    queries = (
        "",
        "q=na+dai",
        "q=xoai",
        "kind=outside",
        "state=open",
        "state=closed",
        "state=remedy&sort=left&order=desc",
    )
    assert [count(query) for query in queries] == [2, 2, 0, 1, 2, 0, 1]
    assert client.get(AT + "audits/?format=csv").content.decode().count("\r\n") == 4
