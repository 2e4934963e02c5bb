"""A file of contributions is taken in as it was taken away, and with one wrong row nothing is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openntm.office.handed_in import handed_rows
from openntm.participation.models import Contribution
from openntm.participation.queries.columns import COLUMNS
from openntm.participation.services.contributions import void_contribution
from openntm.participation.services.handing_in import hand_in_contributions
from participation.gifts import AT, DAY, GIVER, a_gift
from village import make_village

HEAD = "Mã xã,Người đóng góp là,Tên người đóng góp,Đóng góp,Số lượng,Ngày nhận,Công trình (số hoặc tên)\n"
ROW = '07486,hộ gia đình,Hộ Thử,ngày công,"2,5",01/06/2026,NP-01\n'


@pytest.fixture
def village(db):
    return make_village()


def handed(village, text, *, by=None, is_trial=False):
    head = str(COLUMNS[1].title)
    rows = handed_rows(SimpleUploadedFile("x.csv", text.replace("Mã xã", head).encode()), COLUMNS)
    return hand_in_contributions(by=by or village.an, rows=rows, is_trial=is_trial)


@pytest.fixture(autouse=True)
def _vietnamese():
    from django.utils.translation import override

    with override("vi"):
        yield


def test_a_new_row_is_added_and_the_same_file_once_more_is_refused_with_its_line(village):
    assert handed(village, HEAD + ROW, is_trial=True).added == 1
    assert not Contribution.objects.exists()
    assert handed(village, HEAD + ROW).added == 1
    made = Contribution.objects.get()
    assert (made.quantity, made.work, made.received_on) == (Decimal("2.5"), village.work, date(2026, 6, 1))
    again = handed(village, HEAD + ROW)
    assert [one.line for one in again.problems] == [2]
    assert "số 1" in again.problems[0].said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_taken_away_is_handed_in_again_and_changes_nothing(village, ending):
    wrong = a_gift(village)
    a_gift(village, thing="material", material="Xi măng", unit="tấn", quantity=Decimal("1.25"), note="đợt 2")
    a_gift(village, received_on=None, promised_on=DAY, may_be_named=True, consented_on=DAY, work=None, purpose="Quỹ")
    void_contribution(by=village.an, pk=wrong.pk, day=DAY, reason="nhầm")
    client = Client()
    client.force_login(village.an)
    body = client.get(f"{AT}contributions/?format={ending}").content
    rows = handed_rows(SimpleUploadedFile(f"x.{ending}", body), COLUMNS)
    found = hand_in_contributions(by=village.an, rows=rows, is_trial=False)
    assert (found.problems, found.added, found.same) == ([], 0, 3)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ngày công", "ngày trăng", "Đóng góp"),
        ("NP-01", "NP-99", "không có trong sổ"),
        ("01/06/2026", "31/02/2026", "Ngày nhận"),
        ("Hộ Thử", "", "Tên người đóng góp"),
        ('"2,5"', "0", "Số lượng"),
        ("01/06/2026", "", "ngày cam kết"),
    ],
)
def test_one_wrong_row_refuses_the_whole_file_and_names_row_and_column(village, old, new, said):
    found = handed(village, HEAD + ROW.replace("Hộ Thử", "Hộ Trước") + ROW.replace(old, new))
    assert [one.line for one in found.problems] == [3]
    assert said in found.problems[0].said
    assert not Contribution.objects.exists()


def test_a_file_changes_nothing_that_stands_in_the_register(village):
    one = a_gift(village)
    row = f"{one.number},07486,hộ gia đình,{GIVER},tiền,1,01/06/2026,NP-01"
    text = HEAD.replace("Mã xã", "Số trong sổ,Mã xã") + row
    found = handed(village, text)
    assert "kèm lý do" in found.problems[0].said
    one.refresh_from_db()
    assert one.quantity == 2_000_000


def test_the_officer_of_another_commune_hands_nothing_in(village):
    assert len(handed(village, HEAD + ROW, by=village.be).problems) == 1


def test_the_page_shows_first_what_the_file_would_do(village):
    client = Client()
    client.force_login(village.an)
    body = (HEAD.replace("Mã xã", str(COLUMNS[1].title)) + ROW).encode()

    def sent(**button):
        return client.post(AT + "contributions/hand-in/", {"file": SimpleUploadedFile("x.csv", body), **button})

    assert "Tệp nhận được" in (page := sent(**{"try": "1"}).content.decode()) or "1" in page
    assert not Contribution.objects.exists()
    assert sent(write="1").status_code == 302
    assert sent(write="1").status_code == 422
    assert client.get(AT + "contributions/hand-in/?format=xlsx").status_code == 200
