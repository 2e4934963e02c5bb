"""The register is for its keepers; the public page counts every gift once and names those alone who agreed."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from openntm.office.access import today
from openntm.participation.models import Contribution, Receipt
from openntm.participation.services import contributions as services
from openntm.participation.services.receipts import issue_receipt
from openntm.works.models import Money
from participation.gifts import AT, DAY, GIVER, PHONE, a_gift, a_rate
from village import make_village


@pytest.fixture
def village(db):
    return make_village()


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


REGISTER = AT + "contributions/"


def test_the_keeper_finds_sorts_and_takes_the_register_away(village):
    a_rate(village)
    a_gift(village)
    a_gift(village, thing="labour", quantity=Decimal("3.5"), giver_name="Đỗ Thí Dụ", work=None, purpose="Dọn kênh")
    client = signed(village.an)
    page = shown(client, REGISTER)
    for word in (GIVER, "2.000.000", "3,5 ngày công", "700.000", "Dọn kênh", "Sổ có 2 khoản"):
        assert word in page, word
    found = shown(client, REGISTER + "?q=do+thi+du")
    assert "Đỗ Thí Dụ" in found
    assert GIVER not in found
    assert "Không tìm thấy" in shown(client, REGISTER + "?thing=land")
    assert GIVER in shown(client, REGISTER + "?year=2026&state=received&giver_kind=household")
    for sort in ("number", "giver", "thing", "quantity", "worth", "day", "state"):
        assert GIVER in shown(client, f"{REGISTER}?sort={sort}&order=desc")
    assert PHONE in client.get(REGISTER + "?format=csv").content.decode()


@pytest.mark.parametrize(("who", "status"), [("lan", 403), ("so", 403), ("be", 404), ("dung", 404), ("mat", 200)])
def test_who_opens_the_register(village, who, status):
    pk = a_gift(village).pk
    for path in ("", "add/", "hand-in/", "rates/", "rates/set/", f"{pk}/", f"{pk}/correct/", f"{pk}/void/"):
        assert signed(getattr(village, who)).get(REGISTER + path).status_code == status


def test_a_gift_is_entered_on_its_form_and_errors_stand_at_their_fields(village):
    client = signed(village.mat)
    sent = {"giver_kind": "household", "giver_name": GIVER, "thing": "labour", "quantity": "12,5", "received_on": DAY}
    answer = client.post(REGISTER + "add/", sent)
    assert answer.status_code == 422
    assert "Hãy ghi công trình hoặc mục đích." in answer.content.decode()
    answer = client.post(REGISTER + "add/", sent | {"work": village.work.pk})
    made = Contribution.objects.get()
    assert answer.url == f"{REGISTER}{made.pk}/"
    assert (made.quantity, made.by) == (Decimal("12.5"), village.mat)
    assert "chỉ tính theo đơn vị hiện vật" in shown(client, answer.url)


def test_each_act_has_its_page_and_is_done_there(village):
    a_rate(village)
    client = signed(village.an)
    pledge = a_gift(village, thing="labour", quantity=Decimal(4), received_on=None, promised_on=DAY)
    at = f"{REGISTER}{pledge.pk}/"
    answer = client.post(at + "receive/", {"quantity": "3", "day": DAY})
    got = Contribution.objects.get(pledge=pledge)
    assert answer.url == f"{REGISTER}{got.pk}/"
    at = answer.url
    assert client.post(at + "consent/", {"may_be_named": "yes", "day": DAY}).status_code == 302
    answer = client.post(at + "receipt/")
    assert answer.url.startswith("/verify/")
    assert client.post(at + "receipt/").status_code == 302
    assert Receipt.objects.count() == 1
    receipt = Receipt.objects.get()
    assert client.post(f"{at}receipt/{receipt.pk}/void/", {"reason": "sai"}).status_code == 302
    a_rate(village, 300_000, valid_from=DAY)
    assert client.post(at + "value/", {"reason": "đơn giá mới"}).status_code == 302
    page = shown(client, at)
    for word in ("900.000", "600.000", "hủy từ", 'có, <time datetime="2026-06-01">'):
        assert word in page, word
    answer = client.post(at + "correct/", {**form_of(got), "quantity": "2", "reason": "đếm nhầm"})
    assert answer.url == f"{REGISTER}{got.pk + 1}/"
    assert "Sửa cho" in shown(client, answer.url)
    assert "đếm nhầm" in shown(client, at)
    at = answer.url
    assert client.post(at + "refund/", {"quantity": "1", "day": today(), "reason": "thừa"}).status_code == 302
    answer = client.post(at + "void/", {"day": today(), "reason": "x"})
    assert answer.status_code == 422
    assert "Đã hoàn trả một phần" in answer.content.decode()


def form_of(one):
    kept = {name: getattr(one, name) for name in services.GIVEN}
    return {name: getattr(value, "pk", value) for name, value in kept.items() if value not in (None, "", False)}


def test_a_rate_is_set_on_its_page_and_taken_away(village):
    client = signed(village.an)
    sent = {"thing": "land", "dong": "350.000,50", "valid_from": "2026-01-01", "document": "QĐ thử"}
    assert client.post(REGISTER + "rates/set/", sent).status_code == 302
    assert client.post(REGISTER + "rates/set/", sent).status_code == 422
    assert "350.000,5" in shown(client, REGISTER + "rates/")
    assert "350000.50" in client.get(REGISTER + "rates/?format=csv").content.decode()


def test_the_public_page_names_nobody_who_did_not_agree(village, client):
    one = a_gift(village)
    page = shown(client, AT + "mobilised/")
    assert "2.000.000" in page
    for ending in ("csv", "xlsx"):
        body = client.get(f"{AT}mobilised/?format={ending}").content
        assert GIVER.encode() not in body
    assert GIVER not in page
    services.set_consent(by=village.an, pk=one.pk, may_be_named=True, day=today())
    page = shown(client, AT + "mobilised/")
    assert GIVER in page
    assert PHONE not in page
    services.set_consent(by=village.an, pk=one.pk, may_be_named=False, day=today())
    assert GIVER not in shown(client, AT + "mobilised/")


def test_the_public_page_counts_a_source_of_a_work_once_and_shows_both_registers(village, client):
    a_gift(village)
    for source, actual in (("people_money", 5_000_000), ("enterprise", 7_000_000), ("commune", 900)):
        Money.objects.create(work=village.work, source=source, planned=actual, actual=actual)
    page = shown(client, AT + "mobilised/")
    assert "trị giá 9.000.000 đồng" in page
    for word in ("5.000.000", "hai sổ khác nhau", "theo sổ công trình"):
        assert word in page, word
    assert "900<" not in page


def test_the_public_page_speaks_of_its_day(village, client):
    a_gift(village)
    assert "Đến ngày này chưa ghi" in shown(client, "/07486/2026-05-31/mobilised/")
    assert "Đến ngày này chưa ghi" in shown(client, "/07492/2026-11-20/mobilised/")


def test_pages_ask_a_constant_number_of_questions(village):
    a_gift(village, may_be_named=True, consented_on=DAY)
    for path in ("contributions/", "mobilised/"):
        few = queries(village, path)
        for _ in range(5):
            issue_receipt(by=village.an, pk=a_gift(village, may_be_named=True, consented_on=DAY).pk)
        assert queries(village, path) <= few, path


def queries(village, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed(village.an)
    client.get(AT + path)
    with CaptureQueriesContext(connection) as asked:
        client.get(AT + path)
    return len(asked)


def test_the_day_of_receipt_says_the_year(village, client):
    a_gift(village, received_on=date(2025, 3, 1))
    assert ">2025</th>" in shown(client, AT + "mobilised/")
