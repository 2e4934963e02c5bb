"""The minutes of an audit are printed by both sides; in public they name no household."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from office import paper
from openntm.office.files import content
from openntm.produce.models import Producer
from openntm.produce.services import audits
from openntm.visits.models import Visit
from openntm.visits.queries import checklist_of
from orchard import make_orchard
from visits.test_sign_visit import drawn

AT = "/07486/2026-01-10/produce/"
DAY = date(2026, 1, 10)


@pytest.fixture
def orchard(db):
    return make_orchard()


def closed(orchard, kind, by):
    visit = audits.start_audit(by=by, producer=orchard.producer.pk, kind=kind, day=DAY)
    answers = {item.key: ("ok", "") for item in checklist_of(visit).items}
    audits.answer_audit(by=by, pk=visit.pk, answers=answers)
    given = {"severity": "major", "text": "Kho để chung", "demand": "Tách kho", "due": date(2026, 2, 1)}
    audits.observe(by=by, pk=visit.pk, **given)
    return audits.close_audit(by=by, pk=visit.pk, result="Đạt có điều kiện")


def test_the_minutes_of_an_outside_audit_hold_every_answer(orchard):
    visit = closed(orchard, "outside", orchard.so)
    text = paper.docx_text(content(audits.print_audit(by=orchard.htx, pk=visit.pk).docx))
    for item in checklist_of(visit).items:
        assert paper.plain(f"{item.text.vi} đạt") in text
    for said in ("ĐOÀN KIỂM TRA", "Cơ sở sản xuất: HTX Na dai Thử", "Kho để chung nặng Tách kho", "100 %"):
        assert said in text
    assert "0900000000" not in text


def test_a_household_is_named_inside_alone(orchard):
    Producer.objects.update(kind="household", name="Hộ ông Giáp Kín")
    visit = closed(orchard, "internal", orchard.an)
    made = audits.print_audit(by=orchard.an, pk=visit.pk)
    assert "Hộ ông Giáp Kín" in paper.pdf_text(content(made.pdf))
    page = Client().get(f"/verify/{made.code}/").content.decode()
    assert "HỘ SẢN XUẤT" in page
    assert "kín" not in page.casefold()


def test_who_signed_on_the_screen_is_named_until_something_changes(orchard):
    visit = audits.start_audit(by=orchard.so, producer=orchard.producer.pk, kind="outside", day=DAY)
    answers = {item.key: ("ok", "") for item in checklist_of(visit).items}
    audits.answer_audit(by=orchard.so, pk=visit.pk, answers=answers)
    for name, role in (("Giáp Thị Thử", "visited"), ("Ngô Văn Chứng", "witness")):
        upload = SimpleUploadedFile("ky.png", drawn(), "image/png")
        at = datetime(2026, 1, 10, 3, 30, tzinfo=UTC)
        audits.sign_audit(by=orchard.so, pk=visit.pk, upload=upload, name=name, role=role, signed_at=at)
    made = audits.print_audit(by=orchard.so, pk=visit.pk)
    text = paper.docx_text(content(made.docx))
    assert [len(page.images) for page in PdfReader(io.BytesIO(content(made.pdf))).pages][-1] == 1
    for said in (
        "Giáp Thị Thử bên được kiểm tra 10:30 10/01/2026 không thay đổi",
        "Ngô Văn Chứng người chứng kiến",
        "mục II và III; kết luận ghi sau khi ký",
        "Không phải chữ ký số",
        "ĐẠI DIỆN CƠ SỞ SẢN XUẤT (Đã ký trên màn hình, mục II và III) Giáp Thị Thử",
        "ĐẠI DIỆN ĐOÀN KIỂM TRA (Ký, ghi rõ họ tên)",
    ):
        assert said in text
    audits.answer_audit(by=orchard.so, pk=visit.pk, answers={checklist_of(visit).items[0].key: ("na", "")})
    text = paper.docx_text(content(audits.print_audit(by=orchard.so, pk=visit.pk).docx))
    assert "Giáp Thị Thử bên được kiểm tra 10:30 10/01/2026 đã thay đổi" in text
    assert "Đã ký trên màn hình" not in text


def test_the_button_gives_the_file_and_strangers_get_nothing(orchard):
    visit, client = closed(orchard, "outside", orchard.so), Client()
    client.force_login(orchard.htx)  # keeps the producer and reads no figures
    address = AT + f"audits/{visit.pk}/print/"
    assert address in client.get(AT + f"audits/{visit.pk}/").content.decode()
    assert client.post(address, {"format": "pdf"}).content.startswith(b"%PDF")
    client.force_login(orchard.be)
    assert client.post(address, {"format": "pdf"}).status_code == 404
    with pytest.raises(Visit.DoesNotExist):
        audits.print_audit(by=orchard.be, pk=visit.pk)
