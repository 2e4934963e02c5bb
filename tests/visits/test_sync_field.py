"""Acts of a phone are done once, in the name of who entered them, by the package's services; a conflict is told."""

import hashlib
import io
import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from openntm.office.models import LogEntry
from openntm.produce.services import audits
from openntm.visits.models import FieldOperation, Observation, Visit
from openntm.visits.queries import checklist_of
from orchard import make_orchard, somebody
from phone import ITEM, OK, Phone

DAY = date(2026, 1, 10)
NOT_OK = {"answer": "not_ok", "note": "Thiếu"}


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def visit(orchard):
    return audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)


@pytest.fixture
def phone(orchard):
    return Phone(orchard.so)


def picture(color="green"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, "JPEG")
    return out.getvalue()


def test_an_answer_is_taken_once_and_the_log_says_so(visit, phone):
    act = phone.answer(visit)
    assert [phone.send(act)[1]["state"] for _ in range(3)] == ["done"] * 3
    assert visit.answers.get().by == phone.person
    assert FieldOperation.objects.count() == LogEntry.objects.filter(verb="visit.answer").count() == 1


def test_a_whole_visit_comes_in_its_order(orchard, phone):
    start = phone.start(orchard)
    ref = start["uuid"]
    assert phone.send(start)[1]["state"] == "done"
    visit = Visit.objects.get()
    for item in checklist_of(visit).items:
        assert phone.send(phone.answer(ref, item=item.key))[0] == 200
    found = phone.act(ref, "observe", severity="major", text="Kho để chung", demand="Tách kho", due="2026-02-01")
    assert phone.send(found)[0] == 200
    body = picture()
    of = {
        "sha256": hashlib.sha256(body).hexdigest(),
        "observation": found["uuid"],
        "latitude": 21.2,
        "longitude": 106.5,
    }
    assert phone.send(phone.act(ref, "photo", **of, accuracy=9, taken_at="2026-01-10T08:00:00Z"), body)[0] == 200
    assert phone.send(phone.act(ref, "close", result="Còn lỗi"))[0] == 200
    visit.refresh_from_db()
    photo = visit.photos.get()
    assert (visit.state, visit.result, visit.by) == ("closed", "Còn lỗi", orchard.so)
    assert (photo.observation.text, photo.place_source, photo.accuracy) == ("Kho để chung", "device", 9)
    assert photo.file.sha256 == of["sha256"]


def test_what_somebody_else_answered_meanwhile_is_asked_about(orchard, visit, phone):
    audits.answer_audit(by=orchard.binh, pk=visit.pk, answers={ITEM: ("not_ok", "Thiếu")})
    act = phone.answer(visit)
    status, said = phone.send(act)
    assert (status, said["state"], said["theirs"]) == (409, "conflict", NOT_OK | {"by": "Binh"})
    assert visit.answers.get().answer == "not_ok"
    assert phone.send(act | {"base": NOT_OK})[1]["state"] == "done"
    assert visit.answers.get().answer == "ok"


def test_who_found_the_same_is_not_asked(orchard, visit, phone):
    audits.answer_audit(by=orchard.binh, pk=visit.pk, answers={ITEM: ("not_ok", "Thiếu")})
    assert phone.send(phone.answer(visit, NOT_OK | {"note": " Thiếu "}))[0] == 200


def test_a_visit_that_was_closed_meanwhile_takes_nothing(orchard, visit, phone):
    audits.answer_audit(by=orchard.so, pk=visit.pk, answers={one.key: ("ok", "") for one in checklist_of(visit).items})
    audits.close_audit(by=orchard.binh, pk=visit.pk, result="Đạt")
    status, said = phone.send(phone.answer(visit, NOT_OK, OK))
    assert (status, said["state"]) == (422, "refused")
    assert "đã kết thúc" in said["reason"]


def test_a_right_that_was_lost_is_asked_again(orchard, visit, phone):
    orchard.so.posts.update(valid_to=date(2026, 1, 1))
    status, said = phone.send(phone.answer(visit))
    assert (status, said["state"]) == (403, "refused")
    assert not visit.answers.exists()


@pytest.mark.parametrize("who", ["be", "htx"])
def test_the_visit_of_another_is_not_there(orchard, visit, who):
    other = Phone(getattr(orchard, who))
    for act in (other.answer(visit), other.act(visit, "close", result="X")):
        assert other.send(act)[0] == 404
    assert not FieldOperation.objects.exists()


def test_acts_of_another_person_wait_for_that_person(orchard, visit, phone):
    other = Phone(orchard.binh)
    assert other.send(phone.answer(visit))[0] == 422


def test_the_visit_that_another_began_on_a_phone_has_no_such_name(orchard, phone):
    start = phone.start(orchard)
    phone.send(start)
    other = Phone(orchard.binh)
    assert other.send(other.answer(start["uuid"]))[0] == 404


def test_a_number_used_again_for_something_else_is_refused(orchard, visit, phone):
    act = phone.answer(visit)
    phone.send(act)
    assert phone.send(act | {"found": NOT_OK})[0] == 422
    assert Phone(orchard.binh).send(act | {"person": orchard.binh.pk})[0] == 422
    assert visit.answers.get().answer == "ok"


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "delete"},
        {"colour": "red"},
        {"found": {"answer": "maybe"}},
        {"uuid": "1"},
        {"at": "2026-01-10"},
        {"found": {"answer": "ok", "note": "x" * 2000}},
        {"found": {"answer": "ok", "note": "\0"}},
        {"item": "y" * 30_000},
    ],
)
def test_what_cannot_be_read_is_refused(visit, phone, broken):
    assert phone.send(phone.answer(visit) | broken)[0] == 400
    assert not FieldOperation.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ud800".encode("utf-8", "replace").decode()])
def test_what_is_no_act_is_refused(phone, visit, text):
    assert phone.send(text)[0] == 400


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"subject_kind": "bridge"}, 422),
        ({"subject_key": "999999"}, 404),
        ({"subject_key": "x"}, 400),
        ({"visit_kind": "internal"}, 403),
        ({"visit_kind": "magic"}, 400),
        ({"day": "2099-01-01"}, 422),
        ({"visit": "7"}, 422),
    ],
)
def test_a_visit_that_may_not_begin_does_not(orchard, phone, said, status):
    assert phone.send(phone.start(orchard, **said))[0] == status
    assert not Visit.objects.exists()


def test_a_photo_that_is_damaged_missing_or_too_large_is_refused(visit, phone, settings):
    body = picture()
    act = phone.act(visit, "photo", sha256=hashlib.sha256(body).hexdigest())
    assert phone.send(act)[0] == phone.send(act, picture("red"))[0] == 422
    settings.FILE_LIMIT_MB = 0
    assert phone.send(act, body)[0] == 422
    settings.FILE_LIMIT_MB = 1
    assert phone.send(act, body)[0] == 200


def test_a_photo_of_an_observation_that_never_came_waits(visit, phone):
    body = picture()
    act = phone.act(visit, "photo", sha256=hashlib.sha256(body).hexdigest(), observation=str(uuid4()))
    assert phone.send(act, body)[0] == 404


def test_nothing_is_taken_without_the_token_against_foreign_forms(visit, phone):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(phone.person)
    assert strict.post("/field/sync/", {"operation": json.dumps(phone.answer(visit))}).status_code == 403


def test_the_phone_takes_along_what_its_person_writes_and_nothing_else(orchard, visit, phone):
    audits.answer_audit(by=orchard.so, pk=visit.pk, answers={ITEM: ("not_ok", "Thiếu")})
    said = phone.data()
    assert [one["ref"] for one in said["visits"]] == [str(visit.pk)]
    assert said["visits"][0]["answers"] == {ITEM: NOT_OK}
    assert {one["visit_kind"] for one in said["subjects"]} == {"outside"}
    assert said["visits"][0]["checklist"] in said["checklists"]
    assert phone.client.get(said["visits"][0]["page"]).status_code == 200
    theirs = Phone(orchard.htx).data()
    assert (theirs["visits"], [one["visit_kind"] for one in theirs["subjects"]]) == ([], ["internal"])
    assert Phone(orchard.be).data()["visits"] == Phone(orchard.be).data()["subjects"] == []


def test_a_visit_begun_on_the_phone_keeps_its_name_there(orchard, phone):
    start = phone.start(orchard)
    phone.send(start)
    assert phone.data()["visits"][0]["ref"] == start["uuid"]
    assert Phone(orchard.binh).data()["visits"][0]["ref"] == str(Visit.objects.get().pk)


def test_the_number_of_queries_does_not_grow(orchard, visit, phone, django_assert_num_queries):
    with CaptureQueriesContext(connection) as before:
        phone.data()
    for _ in range(2):
        audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)
    with django_assert_num_queries(len(before)):
        phone.data()


@pytest.mark.parametrize("path", ["/field/", "/field/visit/"])
def test_the_pages_answer_whoever_makes_visits_and_say_how_it_goes_without_script(orchard, phone, path):
    page = phone.client.get(path)
    assert page.status_code == 200
    assert "<noscript>" in page.content.decode()
    assert "csrftoken" in page.cookies
    nobody = somebody("khach", "leader", orchard.commune)
    assert Phone(nobody).client.get(path).status_code == 403


@pytest.mark.parametrize("severity", list(Observation.Severity))
def test_a_phone_sends_every_severity_that_its_kind_of_visit_gives(orchard, visit, phone, severity):
    said = {"text": "Kho để chung", "demand": "Tách kho", "due": "2026-02-01", "severity": severity}
    status, _told = phone.send(phone.act(visit, "observe", **said))
    assert status == (200 if severity in Observation.ORDINARY else 422)
    taken = phone.client.get("/field/data/").json()["checklists"].values()
    assert {tuple(one["severities"]) for one in taken} == {("minor", "major")}
