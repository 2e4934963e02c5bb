"""The pages of support: public ones, what each person sees, each act by its form, files, and few queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openntm.office.models import LogEntry, StoredFile
from openntm.steering.models import Registration
from openntm.support.clauses import RegisteredTitle
from openntm.support.models import Application, AwardList, Call, Grant, Kind, Scheme, State, Unit

from .granting import (
    CLOSES,
    DAY,
    a_call,
    a_scheme,
    accepted,
    applied,
    appraise,
    appraised,
    approve,
    granted,
    stamps_applied,
    stamps_call,
)

pytestmark = pytest.mark.django_db
AT, ABOVE = "/07486/2026-04-01/support/", "/24/2026-04-01/support/"


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def sent(client, address, status=302, **given):
    answer = client.post(address, given)
    assert answer.status_code == status, answer.content.decode()[:6000]
    return answer.content.decode()


def test_everybody_reads_schemes_and_calls_and_nothing_else(orchard, client):
    call = a_call(orchard, budget=5)
    assert "Cơ chế duong" in page(client, f"{AT}schemes/")
    text = page(client, f"{AT}schemes/duong/")
    assert all(
        word in text
        for word in (
            "100.000.000 đồng/km",
            "01/2026/NQ-HĐND",
            "Cùng một đoạn đường chỉ được hỗ trợ một lần, dù theo cơ chế nào",
        )
    )
    assert "Đợt 1" in page(client, f"{AT}calls/")
    assert "Kinh phí của đợt" not in page(client, f"{AT}calls/{call.pk}/")
    for name in ("applications", "lists", "money"):
        page(client, f"{AT}{name}/", 302)
    assert client.get(f"{AT}schemes/?format=xlsx")["Content-Type"].startswith("application/vnd")
    assert "Không tìm thấy" in page(client, f"{AT}schemes/?q=khong-co")
    assert "Cơ chế duong" in page(client, f"{AT}schemes/?kind=road&stands=now&sort=payer&order=desc")


def test_an_amount_that_is_not_published_says_so(orchard, client):
    a_call(orchard, rate=None, amount_published=False)
    assert "số tiền chưa công bố" in page(client, f"{AT}schemes/duong/")
    assert "chưa công bố" in page(client, f"{AT}schemes/")


@pytest.mark.slow  # asks for many pages
def test_a_keeper_applies_and_sees_their_own_alone(orchard, client, today):
    call, road = stamps_call(orchard), a_call(orchard)
    applied(orchard, road)
    client.force_login(orchard.htx)
    form = page(client, f"{AT}calls/{call.pk}/apply/")
    assert "HTX Na dai Thử" in form
    file = SimpleUploadedFile("anh.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    given = {"producer": orchard.producer.pk, "certificate": orchard.certificate.pk, "quantity": "1.000"}
    sent(client, f"{AT}calls/{call.pk}/apply/", 302, **given, evidence=[file])
    one = Application.objects.get(producer=orchard.producer)
    assert (one.quantity, one.evidence.count(), one.entered_by) == (1000, 1, orchard.htx)
    text = page(client, f"{AT}applications/")
    assert "HTX Na dai Thử" in text
    assert "Đường thôn Thử" not in text
    text = page(client, f"{AT}applications/{one.pk}/")
    assert "VG-THU-01 còn hiệu lực ngày 01/04/2026" in text
    assert client.get(f"{AT}applications/{one.pk}/files/{one.evidence.get().pk}/")["Content-Disposition"]
    page(client, f"{AT}applications/{one.pk}/steps/confirm/", 403)
    page(client, f"{AT}calls/{road.pk}/apply/", 403)
    for name in ("lists", "money"):
        page(client, f"{AT}{name}/", 404)
    client.force_login(orchard.be)
    page(client, f"{AT}applications/{one.pk}/", 404)


@pytest.fixture
def today(monkeypatch):
    """What the page of an application takes for today."""

    def set_to(day):
        monkeypatch.setattr("openntm.support.views.calls.today", lambda: day)

    set_to(DAY)
    return set_to


def test_a_keeper_hands_in_today_and_not_before(orchard, client, today):
    call = stamps_call(orchard)
    client.force_login(orchard.htx)
    assert 'id="id_day"' not in page(client, f"{AT}calls/{call.pk}/apply/")
    today(CLOSES + timedelta(days=1))
    given = {"producer": orchard.producer.pk, "certificate": orchard.certificate.pk, "quantity": "1"}
    assert "Đợt nhận đơn từ ngày" in sent(client, f"{AT}calls/{call.pk}/apply/", 422, **given, day="2026-04-01")
    client.force_login(orchard.an)  # what came on paper in time
    sent(client, f"{AT}calls/{call.pk}/apply/", 302, **given, day="2026-04-01")


def test_a_refusal_stands_at_its_field(orchard, client):
    call = stamps_call(orchard)
    client.force_login(orchard.an)
    given = {"producer": orchard.producer.pk, "certificate": orchard.certificate.pk, "quantity": "1"}
    given["day"] = "2026-02-01"
    assert "bắt buộc" in sent(client, f"{AT}calls/{call.pk}/apply/", 422, **given | {"certificate": ""})
    text = sent(client, f"{AT}calls/{call.pk}/apply/", 422, **given)
    assert "Đợt nhận đơn từ ngày 01/03/2026" in text
    assert "Ghi số đồng chẵn" in sent(client, f"{AT}calls/{call.pk}/apply/", 422, **given, asked="1,5")


@pytest.mark.slow  # asks for many pages
def test_each_step_is_offered_only_to_whom_it_falls(orchard, client):
    one = applied(orchard, a_call(orchard))
    here = f"{AT}applications/{one.pk}/"
    confirm, word = f"{here}steps/confirm/", ">đến lượt bạn<"
    client.force_login(orchard.an)
    assert confirm in page(client, here)
    assert word in page(client, f"{AT}applications/?turn=mine")
    client.force_login(orchard.binh)
    assert confirm not in page(client, f"{ABOVE}applications/{one.pk}/")
    assert word not in page(client, f"{ABOVE}applications/")
    page(client, f"{here}steps/confirm/", 403)
    assert "Chưa thực hiện được bước này" in client.get(f"{here}steps/appraise/", follow=True).content.decode()
    page(client, f"{here}steps/nope/", 404)
    client.force_login(orchard.so)
    assert "steps/" not in page(client, here)


@pytest.mark.slow  # asks for many pages
def test_the_whole_cycle_by_its_pages(orchard, client):
    call = stamps_call(orchard)
    one = stamps_applied(orchard, call)
    here, above = f"{AT}applications/{one.pk}/", f"{ABOVE}applications/{one.pk}/"
    client.force_login(orchard.an)
    assert "Hành động" not in page(client, f"{here}steps/confirm/")
    sent(client, f"{here}steps/confirm/", day="2026-04-01")
    client.force_login(orchard.binh)
    assert 'value="500.000"' in page(client, f"{above}steps/appraise/")
    assert "lý do giảm" in sent(client, f"{above}steps/appraise/", 422, day="2026-04-01", amount="400.000")
    sent(client, f"{above}steps/appraise/", day="2026-04-01", amount="400.000", reason="Thiếu ngân sách")
    page(client, f"{ABOVE}calls/{call.pk}/approve/", 403)
    client.force_login(orchard.lan)
    approve_page = f"{ABOVE}calls/{call.pk}/approve/"
    assert "400.000 đồng" in page(client, approve_page)
    assert "Hãy chọn ít nhất một đơn" in sent(client, approve_page, 422, number="1/QĐ", day="2026-04-01")
    sent(client, approve_page, number="1/QĐ", day="2026-04-01", applications=[one.pk])
    award = AwardList.objects.get()
    text = page(client, f"{ABOVE}lists/{award.pk}/")
    assert all(word in text for word in ("HTX Na dai Thử", "400.000", "không thay đổi từ khi phê duyệt"))
    lines = client.get(f"{ABOVE}lists/{award.pk}/?format=csv").content.decode().splitlines()
    assert lines[-2:] == ["1,HTX Na dai Thử,xã Nghĩa Phương,HTX Na dai Thử,1000,tem,400000,", ",Tổng cộng,,,,,400000,"]
    client.force_login(orchard.binh)
    sent(client, f"{above}money/advance/", day="2026-04-01", amount="100.000", document="UNC 1")
    client.force_login(orchard.an)
    sent(client, f"{here}steps/deliver/", day="2026-04-01")
    assert "steps/accept/" in page(client, here)
    file = SimpleUploadedFile("bb.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    sent(client, f"{here}steps/accept/", day="2026-04-01", document="BB 1", file=file)
    client.force_login(orchard.binh)
    assert 'value="300.000"' in page(client, f"{above}steps/pay/")
    pays = {"day": "2026-04-01", "document": "UNC 2", "amount": "300.000"}
    sent(client, f"{above}steps/pay/", **pays)
    assert "Chưa thực hiện được bước này" in client.post(f"{above}steps/pay/", pays, follow=True).content.decode()
    sent(client, f"{above}stamps/", size="600")
    text = page(client, above)
    assert all(word in text for word in ("đã thanh toán +400.000", "600 tem", "tối đa 400", "bb.pdf"))
    client.force_login(orchard.tham)
    sent(client, f"{above}steps/audit/", day="2026-04-01", document="KL 1", claw_back="50.000", reason="Thừa tem")
    client.force_login(orchard.binh)
    sent(client, f"{above}money/recover/", day="2026-04-01", document="PT 1", amount="50.000")
    grant = Grant.objects.get()
    assert (grant.paid, grant.recovered, grant.state) == (350_000, 50_000, State.AUDITED)
    entry = grant.entries.get(kind="recover")
    sent(client, f"{above}entries/{entry.pk}/reverse/", day="2026-04-01", document="PT 2", reason="Nhầm")
    text = page(client, f"{ABOVE}money/")
    assert "400.000 đồng được duyệt, 350.000 đồng đã thanh toán" in text
    assert b"350000" in client.get(f"{ABOVE}money/?format=csv").content
    assert "1/QĐ" in page(client, f"{ABOVE}lists/")


def test_ways_out_ask_for_a_reason_on_a_page_of_their_own(orchard, client):
    one = applied(orchard, a_call(orchard))
    client.force_login(orchard.an)
    here = f"{AT}applications/{one.pk}/"
    assert "button danger" in page(client, f"{here}steps/withdraw/")
    sent(client, f"{here}steps/withdraw/", 422, day="2026-04-01")
    sent(client, f"{here}steps/withdraw/", day="2026-04-01", reason="Làm bằng vốn khác")
    assert "đã rút" in page(client, here)


def test_a_returned_application_is_handed_in_again_with_more_evidence(orchard, client):
    one = applied(orchard, a_call(orchard))
    client.force_login(orchard.an)
    here = f"{AT}applications/{one.pk}/"
    sent(client, f"{here}steps/return_by_commune/", day="2026-04-01", reason="Thiếu ảnh")
    file = SimpleUploadedFile("anh.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    text = page(client, f"{here}steps/submit/")
    assert all(word in text for word in ("Thiếu ảnh", 'value="1"', "Đường thôn Thử"))
    given = {"thing": "Đường thôn Thử", "quantity": "1,5", "day": "2026-04-01", "evidence": [file]}
    assert "lớn hơn 0" in sent(client, f"{here}steps/submit/", 422, **given | {"quantity": "0", "evidence": []})
    sent(client, f"{here}steps/submit/", **given)
    one.refresh_from_db()
    assert (one.evidence.count(), one.quantity, one.state) == (1, Decimal("1.5"), State.SUBMITTED)


@pytest.mark.slow  # asks for many pages
def test_the_office_adds_a_scheme_sets_its_terms_and_opens_a_call(orchard, client):
    client.force_login(orchard.binh)
    given = {"title_vi": "Nhà lưới", "kind": "net_house", "unit": "m2", "applicants": ["producer"], "act": "02/NQ"}
    sent(client, f"{ABOVE}add-scheme/", **given)
    one = Scheme.objects.get(key="nha-luoi")
    terms = f"{ABOVE}schemes/nha-luoi/terms/"
    page(client, terms)
    assert "Ghi hoặc số đồng" in sent(client, terms, 422, valid_from="2026-01-01", amount_published="on")
    more = {
        "article": "khoản 2 Điều 5",
        "rate": "50.000",
        "cap_each": "20.000.000",
        "producers": ["cooperative"],
        "area": "0,5",
        "evidence": "1",
    }
    sent(client, terms, valid_from="2026-01-01", amount_published="on", **more)
    kept = one.terms.get()
    assert kept.rate == 50_000
    assert "khoản 2 Điều 5" in page(client, f"{ABOVE}schemes/nha-luoi/")
    assert {clause["kind"] for clause in kept.eligibility} >= {"area_at_least", "producer_kind", "has_evidence"}
    call = {"title": "Đợt 1", "opens": "2026-03-01", "closes": "2026-06-30", "year": "2026", "budget": "100.000.000"}
    sent(client, f"{ABOVE}schemes/nha-luoi/call/", **call)
    made = Call.objects.get()
    assert "100.000.000" in page(client, f"{ABOVE}calls/{made.pk}/")
    sent(client, f"{ABOVE}calls/{made.pk}/budget/", budget="90.000.000", reason="Điều chỉnh")
    assert LogEntry.objects.filter(verb="call.budget").count() == 1
    sent(client, f"{ABOVE}add-scheme/", **given)
    assert Scheme.objects.filter(key="nha-luoi-1").exists()
    client.force_login(orchard.an)
    for address in (terms, f"{ABOVE}schemes/nha-luoi/call/", f"{ABOVE}calls/{made.pk}/budget/", f"{ABOVE}add-scheme/"):
        assert client.get(address).status_code in (403, 404)


def registered_call(orchard):
    scheme = a_scheme(orchard, "thon", kind=Kind.MODEL_HAMLET, unit=Unit.HAMLET, applicants=["hamlet"])
    given = {"place": orchard.commune, "title": "model_hamlet", "registered_on": "2026-01-05", "source_title": "Thử"}
    Registration.objects.create(**given, year=2026, holder="Hố Dầu")
    Registration.objects.create(**given, year=2025, holder="Năm cũ")
    return a_call(orchard, scheme, clauses=(RegisteredTitle(titles=("model_hamlet",)),))


@pytest.mark.slow  # asks for many pages
def test_registered_hamlets_find_their_application_prefilled(orchard, client):
    call = registered_call(orchard)
    client.force_login(orchard.an)
    text = page(client, f"{AT}calls/{call.pk}/registered/")
    assert "Hố Dầu" in text
    assert "Năm cũ" not in text
    kept = Registration.objects.get(year=2026)
    address = f"{AT}calls/{call.pk}/apply/?registration={kept.pk}"
    assert "Hố Dầu" in page(client, address)
    sent(client, address, quantity="1", day="2026-04-01")
    one = Application.objects.get()
    assert (one.hamlet, one.registration) == ("Hố Dầu", kept)
    assert "Hố Dầu" not in page(client, f"{AT}calls/{call.pk}/registered/")
    assert appraise(orchard, one).state == State.APPRAISED
    page(client, f"{AT}calls/{call.pk}/apply/?registration=x", 404)


@pytest.mark.slow  # asks for many pages
def test_a_list_asks_the_database_no_more_often_for_more_rows(orchard, client):
    call = a_call(orchard)
    client.force_login(orchard.binh)
    pages = [f"{ABOVE}{name}/" for name in ("applications", "lists", "money", "schemes", "calls")]

    def asked():
        found = []
        for address in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(client, address)
            found.append(len(queries))
        return found

    approve(orchard, call, appraised(orchard, call, thing="Đường 0"), number="0")
    asked()
    before = asked()
    for n in range(1, 6):
        approve(orchard, call, appraised(orchard, call, thing=f"Đường {n}"), number=str(n))
    a_call(orchard, a_scheme(orchard, "khac"))
    assert asked() == before


def test_an_application_is_not_answered_under_a_unit_to_which_it_does_not_belong(orchard, client):
    grant = granted(orchard)
    accepted(orchard, grant)
    client.force_login(orchard.binh)
    page(client, f"/07492/{DAY}/support/applications/{grant.application_id}/", 404)
    client.force_login(orchard.dung)
    page(client, f"{AT}applications/{grant.application_id}/", 404)


@pytest.mark.slow  # asks for many pages
def test_the_leader_is_led_to_the_list_when_something_is_appraised(orchard, client):
    call = a_call(orchard)
    one = applied(orchard, call)
    approve_page, here = f"{ABOVE}calls/{call.pk}/approve/", f"{ABOVE}applications/{one.pk}/"
    client.force_login(orchard.lan)
    assert approve_page not in page(client, f"{ABOVE}calls/{call.pk}/")
    assert "Đợt này chưa có đơn đã thẩm định" in client.get(approve_page, follow=True).content.decode()
    appraise(orchard, one)
    assert approve_page in page(client, f"{ABOVE}calls/{call.pk}/")
    assert approve_page in page(client, here)
    client.force_login(orchard.binh)
    assert approve_page not in page(client, here)


def test_another_application_for_the_same_thing_is_pointed_at(orchard, client):
    one = applied(orchard, a_call(orchard))
    other = applied(orchard, a_call(orchard, a_scheme(orchard, "duong-khac")), hamlet="Thôn Thử")
    applied(orchard, one.call, thing="Đường khác")
    client.force_login(orchard.an)
    text = page(client, f"{AT}applications/{one.pk}/")
    assert "Có đơn khác cho cùng nội dung" in text
    assert f"{AT}applications/{other.pk}/" in text
    approve(orchard, other.call, appraise(orchard, other))
    assert "Có đơn khác cho cùng nội dung" not in page(client, f"{AT}applications/{one.pk}/")


def test_the_applications_of_one_call_are_listed_alone(orchard, client):
    call, other = a_call(orchard), a_call(orchard, a_scheme(orchard, "khac"))
    applied(orchard, call, thing="Đường một")
    applied(orchard, other, thing="Đường hai")
    client.force_login(orchard.binh)
    address = f"{ABOVE}applications/?call={call.pk}"
    assert address in page(client, f"{ABOVE}calls/{call.pk}/")
    text = page(client, address)
    assert "Đường một" in text
    assert "Đường hai" not in text


def test_calls_and_lists_are_searched_sorted_and_taken_away(orchard, client):
    call = a_call(orchard)
    a_call(orchard, a_scheme(orchard, "khac"), title="Đợt cuối năm")
    text = page(client, f"{AT}calls/?q=dot cuoi&state=open")
    assert "Đợt cuối năm" in text
    assert "Đợt 1" not in text
    assert "Không tìm thấy" in page(client, f"{AT}calls/?state=closed")
    assert "Đợt cuối năm" in page(client, f"{AT}calls/?format=csv")
    for n, thing in ((1, "Đường một"), (2, "Đường hai")):
        approve(orchard, call, appraised(orchard, call, thing=thing), number=f"{n}/QĐ-UBND")
    client.force_login(orchard.binh)
    text = page(client, f"{ABOVE}lists/?sort=number&order=desc")
    assert text.index("2/QĐ-UBND") < text.index("1/QĐ-UBND")
    assert "200.000.000" in text
    assert "2/QĐ-UBND" not in page(client, f"{ABOVE}lists/?q=1/qđ")
    assert "Không tìm thấy" in page(client, f"{ABOVE}lists/?q=khong")


def test_an_application_that_is_refused_keeps_no_upload(orchard, client):
    call = a_call(orchard)
    client.force_login(orchard.an)
    file = SimpleUploadedFile("anh.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n")
    given = {"thing": "Đường", "quantity": "1", "day": "2026-02-01", "evidence": [file]}
    sent(client, f"{AT}calls/{call.pk}/apply/", 422, **given)
    assert not StoredFile.objects.exists()
