"""What was found is signed by hand, once as it stands; a later change shows, and only who sees the visit sees it."""

import hashlib
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw

from openntm.office.files import FileRefused
from openntm.office.models import LogEntry, StoredFile
from openntm.produce.services import audits
from openntm.visits.models import Visit, VisitSignature
from openntm.visits.queries import checklist_of, shown_signatures
from openntm.visits.services.refusals import ItemsUnanswered, SignatureBlank, SignerMissing, VisitClosed
from orchard import make_orchard
from phone import Phone

CODE, DAY = "07486", date(2026, 1, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


@pytest.fixture
def visit(orchard):
    made = audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)
    answer(orchard, made)
    return made


def answer(orchard, visit, value="ok"):
    answers = {one.key: (value, "") for one in checklist_of(visit).items}
    audits.answer_audit(by=orchard.so, pk=visit.pk, answers=answers)


def drawn(mode="RGB", ground="white", ink="navy"):
    image, out = Image.new(mode, (80, 30), ground), io.BytesIO()
    if ink:
        ImageDraw.Draw(image).line([(5, 25), (40, 5), (75, 25)], ink, 3)
    image.save(out, "PNG")
    return out.getvalue()


def sign(by, visit, *, name="Giáp Thị Thử", role="visited", body=None):
    upload = SimpleUploadedFile("ky.png", body or drawn(), "image/png")
    return audits.sign_audit(by=by, pk=visit.pk, upload=upload, name=name, role=role, signed_at=timezone.now())


def holds(visit):
    return [one.holds for one in shown_signatures(Visit.objects.get(pk=visit.pk), str)]


def test_a_signature_is_kept_once_and_the_log_names_nobody(orchard, visit):
    first = sign(orchard.so, visit)
    assert sign(orchard.so, visit).pk == first.pk
    assert (first.by, first.role, holds(visit)) == (orchard.so, "visited", [True])
    entry = LogEntry.objects.get(verb="visit.sign")
    assert "Thử" not in entry.changes
    assert first.file.sha256 in entry.changes


def test_what_is_changed_afterwards_shows_and_can_be_signed_anew(orchard, visit):
    sign(orchard.so, visit)
    answer(orchard, visit, "not_ok")
    assert holds(visit) == [False]
    sign(orchard.so, visit)
    assert holds(visit) == [False, True]
    audits.observe(
        by=orchard.so,
        pk=visit.pk,
        severity="minor",
        text="Bẩn",
        demand="Dọn",
        due=date(2026, 2, 1),
        item="",
        photo=None,
    )
    assert holds(visit) == [False, False]
    answer(orchard, visit)
    assert VisitSignature.objects.count() == 2


def test_half_a_checklist_is_not_signed(orchard):
    visit = audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)
    with pytest.raises(ItemsUnanswered):
        sign(orchard.so, visit)


def test_a_closed_visit_is_not_signed(orchard, visit):
    audits.close_audit(by=orchard.so, pk=visit.pk, result="Đạt")
    with pytest.raises(VisitClosed):
        sign(orchard.so, visit)


def test_who_does_not_write_the_visit_takes_no_signature(orchard, visit):
    with pytest.raises((PermissionDenied, Visit.DoesNotExist)):
        sign(orchard.htx, visit)
    with pytest.raises((PermissionDenied, Visit.DoesNotExist)):
        sign(orchard.be, visit)
    assert not VisitSignature.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "  "}, SignerMissing),
        ({"body": drawn(ink="")}, SignatureBlank),
        ({"body": drawn("RGBA", (0, 0, 0, 0), "")}, SignatureBlank),
        ({"body": b"%PDF-1.7 x"}, FileRefused),
        ({"body": b"MZ"}, FileRefused),
        ({"role": "king"}, ValueError),
    ],
)
def test_what_is_no_signature_is_refused_whole(orchard, visit, said, why):
    before = StoredFile.objects.count()
    with pytest.raises(why):
        sign(orchard.so, visit, **said)
    assert (VisitSignature.objects.count(), StoredFile.objects.count()) == (0, before)


def test_a_phone_sends_it_once_and_as_it_was_drawn(orchard, visit):
    phone, body = Phone(orchard.so), drawn("RGBA", (0, 0, 0, 0), "black")
    of = {"name": "Giáp Thị Thử", "role": "made", "sha256": hashlib.sha256(body).hexdigest()}
    act = phone.act(visit, "sign", **of)
    assert phone.send(act, drawn())[0] == 422
    assert phone.send(act)[0] == 422
    assert [phone.send(act, body)[0] for _ in range(2)] == [200, 200]
    assert VisitSignature.objects.get().signed_at.isoformat().startswith("2026-01-10T01:00")
    assert phone.data()["visits"][0]["signatures"] == [{"name": "Giáp Thị Thử", "role": "made"}]
    assert phone.send(phone.act(visit, "sign", **of | {"role": "king"}), body)[0] == 400


def test_the_page_shows_it_to_who_sees_the_visit_alone(orchard, visit):
    signature = sign(orchard.so, visit)
    address = f"/{CODE}/2026-01-10/produce/audits/{visit.pk}/"
    file = f"{address}files/{signature.file_id}/"
    for name, status in (("so", 200), ("htx", 200), ("be", None)):
        client = Client()
        client.force_login(getattr(orchard, name))
        page = client.get(address)
        assert page.status_code == (status or 404)
        if status:
            text = page.content.decode()
            assert "Chữ ký của Giáp Thị Thử" in text
            assert file in text
            assert client.get(file).status_code == status
        else:
            assert client.get(file).status_code == 404
    assert Client().get(file).status_code in (302, 404)


def test_it_stands_under_what_the_phone_showed_not_under_what_somebody_else_wrote_meanwhile(orchard, visit):
    phone, body = Phone(orchard.so), drawn()
    told = phone.data()["visits"][0]
    shown = {"answers": told["answers"], "observations": []}
    of = {"role": "visited", "sha256": hashlib.sha256(body).hexdigest(), "seen": shown}
    assert phone.send(phone.act(visit, "sign", name="Người Ký Sớm", **of), body)[0] == 200
    assert holds(visit) == [True]
    late = phone.act(visit, "sign", name="Người Ký Ngoại Tuyến", **of)
    answer(orchard, visit, "not_ok")
    assert phone.send(late, body)[0] == 200
    assert holds(visit) == [False, False]
    answer(orchard, visit)
    assert holds(visit) == [True, True]


def test_an_observation_that_the_phone_showed_is_signed_with_it(orchard, visit):
    phone, body = Phone(orchard.so), drawn()
    found = {"severity": "minor", "text": "Bẩn  ở kho", "demand": "Dọn", "item": ""}
    assert phone.send(phone.act(visit, "observe", due="2026-02-01", **found))[0] == 200
    shown = {"answers": phone.data()["visits"][0]["answers"], "observations": [found]}
    of = {"role": "made", "sha256": hashlib.sha256(body).hexdigest(), "seen": shown}
    assert phone.send(phone.act(visit, "sign", name="Sở", **of), body)[0] == 200
    assert holds(visit) == [True]
    none = of | {"seen": shown | {"observations": []}}
    assert phone.send(phone.act(visit, "sign", name="Người Khác", **none), body)[0] == 200
    assert holds(visit) == [True, False]
