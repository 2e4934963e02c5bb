"""What goes to the treasury: the approved list as it was frozen, what may be paid on the day, and the ledger."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from pypdf import PdfReader

from openntm.office.models import PrintOut
from openntm.support.services.grants import pay_advance, pay_grant

from .granting import (
    DAY,
    a_call,
    accepted,
    appraise,
    approve,
    granted,
    stamps_applied,
    stamps_call,
    suspended,
)

pytestmark = pytest.mark.django_db
ABOVE = f"/24/{DAY}/support/"


def words_of(answer):
    body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return " ".join(text.split())


@pytest.mark.slow  # sets two PDF files
def test_the_approved_list_is_printed_from_what_was_frozen(orchard, client):
    grant = granted(orchard)
    grant.award.call.scheme.__class__.objects.update(title_vi="Tên khác")
    address = f"{ABOVE}lists/{grant.award.pk}/"
    client.force_login(orchard.binh)
    assert "In danh sách" in client.get(address).content.decode()
    said = words_of(client.post(f"{address}print/", {"format": "pdf"}))
    for word in ("DANH SÁCH", "10/QĐ-UBND", "100.000.000", "01/2026/NQ-HĐND", "Cơ chế duong", "Đường thôn Thử"):
        assert word in said
    assert client.post(f"{address}print/", {"format": "docx"}).status_code == 200
    assert PrintOut.objects.count() == 1
    client.force_login(orchard.an)
    assert client.post(f"{address}print/", {"format": "pdf"}).status_code in (403, 404)


@pytest.fixture
def waiting(orchard):
    """A road of which an advance was paid, and stamps whose certificate is suspended from the next day on."""
    road = granted(orchard)
    pay_advance(by=orchard.binh, pk=road.pk, amount=30_000_000, day=DAY, document="TU 1")
    accepted(orchard, road)
    call = stamps_call(orchard)
    one = appraise(orchard, stamps_applied(orchard, call))
    approve(orchard, call, one, number="12/QĐ-UBND")
    one.refresh_from_db()
    accepted(orchard, one.grant)
    suspended(orchard, DAY + timedelta(days=1))
    return road, one.grant


def test_what_may_be_paid_on_the_day_stands_on_one_page(orchard, client, waiting):
    client.force_login(orchard.binh)
    text = client.get(f"{ABOVE}money/due/").content.decode()
    assert "2 khoản đã nghiệm thu được thanh toán ngày 01/04/2026: 70.500.000 đồng" in text
    later = client.get(f"/24/{DAY + timedelta(days=1)}/support/money/due/").content.decode()
    assert "1 khoản đã nghiệm thu được thanh toán ngày 02/04/2026: 70.000.000 đồng" in later
    assert "chưa được thanh toán" in later
    assert "bị đình chỉ" in later
    assert b"30000000" in client.get(f"{ABOVE}money/due/?format=csv").content
    pay_grant(by=orchard.binh, pk=waiting[0].pk, day=DAY, document="UNC 1")
    assert "1 khoản đã nghiệm thu" in client.get(f"{ABOVE}money/due/").content.decode()
    assert "Không có khoản nào" in client.get(f"/24/{date(2026, 1, 1)}/support/money/due/").content.decode()


@pytest.mark.slow  # sets a Word file
def test_the_list_for_the_treasury_leaves_out_what_may_not_be_paid(orchard, client, waiting):
    client.force_login(orchard.binh)
    answer = client.post(f"/24/{DAY + timedelta(days=1)}/support/money/due/print/", {"format": "docx"})
    body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    rows = [[cell.text for cell in row.cells] for table in Document(io.BytesIO(body)).tables for row in table.rows]
    said = "\n".join("|".join(row) for row in rows)
    assert "Đường thôn Thử (Cơ chế duong)|10/QĐ-UBND, ngày 01/04/2026|100.000.000|30.000.000|70.000.000" in said
    assert "HTX Na dai Thử" not in said
    assert client.post(f"{ABOVE}money/due/print/", {"format": "x"}).status_code == 404
    here = f"/07486/{DAY}/support/money/due/"
    client.force_login(orchard.an)  # who does not pay
    assert "In bảng kê" not in client.get(here).content.decode()
    assert client.post(f"{here}print/", {"format": "docx"}).status_code == 403


def test_the_page_of_a_grant_says_why_nothing_may_be_paid(orchard, client, waiting):
    road, stamps = waiting
    client.force_login(orchard.an)
    for grant, is_stopped in ((road, False), (stamps, True)):
        text = client.get(f"/07486/{DAY}/support/applications/{grant.application_id}/").content.decode()
        assert ("Hôm nay chưa được thanh toán" in text) == is_stopped


def test_every_posting_stands_in_the_ledger_with_its_voucher(orchard, client, waiting):
    client.force_login(orchard.binh)
    text = client.get(f"{ABOVE}money/entries/").content.decode()
    assert all(word in text for word in ("TU 1", "10/QĐ-UBND", "cam kết chi -30.000.000", "tạm ứng +30.000.000"))
    found = client.get(f"{ABOVE}money/entries/?kind=advance&q=tu&year=2026").content.decode()
    assert "TU 1" in found
    assert "12/QĐ-UBND" not in found
    assert "Không tìm thấy" in client.get(f"{ABOVE}money/entries/?q=khong").content.decode()
    lines = client.get(f"{ABOVE}money/entries/?format=csv").content.decode().splitlines()
    assert sum("TU 1" in line for line in lines) == 2
    client.force_login(orchard.htx)
    for name in ("entries", "due"):
        assert client.get(f"{ABOVE}money/{name}/").status_code == 404


def test_the_pages_of_money_ask_no_more_often_for_more_grants(orchard, client, waiting):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(orchard.binh)
    pages = [f"{ABOVE}money/{name}" for name in ("", "due/", "entries/")]

    def asked():
        found = []
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    asked()
    before = asked()
    call = a_call(orchard, waiting[0].application.call.scheme, title="Đợt 2")
    for n in range(4):
        accepted(orchard, granted(orchard, call, number=str(n), thing=f"Đường {n}"))
    assert asked() == before
