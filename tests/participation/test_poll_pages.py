"""The pages of a vote: for those who keep it, for everybody, and for the household with its slip."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openntm.participation.models import Elector, Poll
from openntm.participation.services.outreach import void_outreach
from openntm.participation.services.poll_votes import enter_vote, receive_vote, record_hands
from openntm.participation.services.polls import cancel_poll, close_poll, make_slips
from openntm.participation.views import slip_codes

from .polling import OPTIONS, codes, drafted, labels, listed, met, opened, village

__all__ = ["village"]
ALL = "/07486/2026-06-01/household-votes/"
ASKED = {
    "matter": "self_governance",
    "hamlet": "Thử",
    "question": "Trồng hoa dọc đường trục?",
    "options": "\n".join(OPTIONS),
    "begins": "2026-05-20",
    "ends": "2026-06-10",
    "households": "9",
    "source": "Danh sách hộ ngày 15/05/2026",
}


@pytest.fixture(autouse=True)
def _fresh_limits():
    slip_codes.GUESSES.full_at.clear()


def client_of(person=None):
    client = Client(headers={"accept-language": "vi"})
    if person:
        client.force_login(person)
    return client


def closed(village, *options, **more):
    one = opened(village, **more)
    for number, option in enumerate(options, 1):
        enter_vote(by=village.an, pk=one.pk, number=number, option=option)
    return close_poll(by=village.an, pk=one.pk, reason="Đủ phiếu")


def voted():
    return Elector.objects.filter(has_voted=True).count()


def text_of(answer):
    return answer.content.decode()


def test_an_officer_prepares_opens_enters_and_closes(village):
    officer = client_of(village.an)
    assert officer.get(ALL).status_code == officer.get(f"{ALL}add/").status_code == 200
    made = officer.post(f"{ALL}add/", ASKED)
    one = Poll.objects.get()
    here = f"{ALL}{one.pk}/"
    assert (made.status_code, made["Location"]) == (302, here)
    assert "0 trong 9" in text_of(officer.get(here))
    assert "Trồng hoa" in text_of(officer.get(f"{here}change/"))
    assert officer.post(f"{here}change/", ASKED | {"question": "Trồng cây?"}).status_code == 302
    assert officer.get(f"{here}households/").status_code == officer.get(f"{here}households/list/").status_code == 200
    long = officer.post(f"{here}households/list/", {"labels": "Hộ một\r\n" + "x" * 201})
    assert (long.status_code, "Dòng 2 dài quá 200 ký tự" in text_of(long)) == (422, True)
    assert officer.post(f"{here}households/list/", {"labels": "\r\n".join(labels(9))}).status_code == 302
    assert "Hộ Thí Dụ 9" in text_of(officer.get(f"{here}households/"))
    assert officer.get(f"{here}open/").status_code == 200
    assert officer.post(f"{here}open/").status_code == 302
    assert officer.get(f"{here}change/").status_code == officer.get(f"{here}households/list/").status_code == 404
    for page in ("", "slips/", "enter/", "hands/", "close/", "cancel/", "households/?only=waiting"):
        assert officer.get(here + page).status_code == 200, page
    counted = officer.post(f"{here}enter/", {"number": "1", "option": "0"}, follow=True)
    assert "Đã tính" in text_of(counted)
    assert "đã biểu quyết" in text_of(officer.post(f"{here}enter/", {"number": "1", "option": "0"}))
    hands = {"meeting": met(village).pk, "numbers": "2 - 4, 6", "hands_0": "3", "hands_1": "1", "hands_2": "0"}
    assert officer.post(f"{here}hands/", hands | {"hands_2": "1"}).status_code == 422
    assert officer.post(f"{here}hands/", hands).status_code == 302
    waiting = text_of(officer.get(f"{here}households/?only=waiting"))
    assert re.findall(r"Hộ Thí Dụ (\d)", waiting) == ["5", "7", "8", "9"]
    assert officer.post(f"{here}close/", {"reason": ""}).status_code == 422
    assert officer.post(f"{here}close/", {"reason": "Đủ phiếu"}).status_code == 302
    page = text_of(officer.get(here))
    assert "không đủ tỷ lệ" in page.lower()
    assert "44,44" in page


@pytest.mark.parametrize("numbers", ["9-2", ", ;", "3, 9-2"])
def test_numbers_that_name_no_household_are_not_taken_for_all(village, numbers):
    one = opened(village)
    assert client_of(village.an).post(f"{ALL}{one.pk}/slips/", {"numbers": numbers}).status_code == 422
    assert not one.electors.exclude(sha256=None).exists()


def test_without_a_meeting_the_page_of_hands_says_what_to_do(village):
    one, officer = opened(village), client_of(village.an)
    assert "Chưa ghi cuộc họp nào ở đây" in text_of(officer.get(f"{ALL}{one.pk}/hands/"))
    met(village)
    assert "Chưa ghi cuộc họp nào ở đây" not in text_of(officer.get(f"{ALL}{one.pk}/hands/"))


def test_what_the_meeting_was_about_is_told_to_readers_alone(village):
    one, meeting = opened(village), met(village, subject="Họp về nhà ông Kín")
    record_hands(by=village.an, pk=one.pk, meeting=meeting, numbers=[1, 2], hands=[2, 0, 0])
    for person, told in ((None, False), (village.be, False), (village.an, True)):
        page = text_of(client_of(person).get(f"{ALL}{one.pk}/"))
        assert ("ông Kín" in page, "25/05/2026" in page) == (told, True)
    void_outreach(by=village.an, pk=meeting.pk, reason="Ghi nhầm")
    assert "đã hủy hiệu lực" in text_of(client_of().get(f"{ALL}{one.pk}/"))


def test_a_list_with_drafts_and_running_counts_is_no_open_data(village):
    opened(village)
    drafted(village, question="Chưa công bố?")
    for person, is_open in ((None, True), (village.be, True), (village.an, False)):
        file = text_of(client_of(person).get(f"{ALL}?format=csv"))
        assert ("CC BY" in file, "Chưa công bố?" in file) == (is_open, not is_open)


def test_the_result_says_when_it_was_opened_and_whether_it_was_closed_early(village):
    one = opened(village)
    close_poll(by=village.an, pk=one.pk, reason="Đủ phiếu")
    page = text_of(client_of().get(f"{ALL}{one.pk}/"))
    assert re.search(rf"mở biểu quyết ngày (<[^>]+>)?{one.opened_on:%d/%m/%Y}", page)
    assert "kết thúc sớm: Đủ phiếu" in page
    Poll.objects.update(begins=F("begins") - timedelta(days=30), ends=one.opened_on - timedelta(days=1))
    page = text_of(client_of().get(f"{ALL}{one.pk}/"))
    assert "Đủ phiếu" in page
    assert "kết thúc sớm" not in page


def test_slips_are_shown_once_each_with_its_code(village):
    one = opened(village)
    officer, address = client_of(village.an), f"{ALL}{one.pk}/slips/"
    made = officer.post(address, {"numbers": ""})
    page = text_of(made)
    shown = re.findall(r'class="numbers">([^<]+)<', page)
    assert (made.status_code, len(set(shown)), page.count('class="symbol"')) == (200, 9, 9)
    assert "no-store" in made["Cache-Control"]
    assert receive_vote(pk=one.pk, shown=shown[2], option=0)
    assert Elector.objects.get(has_voted=True).number == 3
    assert not re.search("|".join(shown), text_of(officer.get(address)) + text_of(officer.get(f"{ALL}{one.pk}/")))
    assert "HỘ" not in shown
    for wrong in ("12", "3", "x", "1-"):
        assert officer.post(address, {"numbers": wrong}).status_code == 422


def test_on_paper_alone_a_slip_has_no_code(village):
    page = text_of(client_of(village.an).post(f"{ALL}{opened(village, matter='funds').pk}/slips/", {}))
    assert (page.count("☐"), '<b class="numbers">' in page, 'class="symbol"' in page) == (27, False, False)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"options": "Tán thành"}, "options"),
        ({"ends": "2026-05-01"}, "ends"),
        ({"begins": "2020-01-01"}, "matter"),
        ({"households": "0"}, "households"),
        ({"question": ""}, "question"),
    ],
)
def test_what_is_wrong_in_a_draft_is_said_at_its_field(village, sent, field):
    page = client_of(village.an).post(f"{ALL}add/", ASKED | sent)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in text_of(page)


@pytest.mark.parametrize("page", ["add/", "{}/households/", "{}/slips/", "{}/enter/", "{}/hands/", "{}/close/"])
def test_a_reader_gets_403_a_stranger_404_and_who_is_not_known_signs_in(village, page):
    address = ALL + page.format(opened(village).pk)
    assert client_of(village.lan).get(address).status_code == 403
    assert client_of(village.dung).get(address).status_code == 404
    assert client_of().get(address).status_code == 302


def test_a_draft_is_shown_to_readers_alone(village):
    one = listed(village)
    for reader, status in ((client_of(), 404), (client_of(village.dung), 404), (client_of(village.lan), 200)):
        assert reader.get(f"{ALL}{one.pk}/").status_code == status
        assert (one.question in text_of(reader.get(ALL))) == (status == 200)
    assert client_of().get(f"/vote/{one.pk}/").status_code == 404


def test_everybody_reads_question_and_rule_and_totals_only_when_it_is_closed(village):
    one = opened(village)
    enter_vote(by=village.an, pk=one.pk, number=1, option=0)
    visitor, here = client_of(), f"{ALL}{one.pk}/"
    page = text_of(visitor.get(here))
    assert one.question in page
    assert "Điều 21" in page
    assert "chưa kiểm chứng" in page
    assert f"/vote/{one.pk}/" in page
    for told in (page, text_of(visitor.get(ALL)), text_of(visitor.get(f"{ALL}?format=csv"))):
        assert "Hộ Thí Dụ" not in told
        assert not re.search(r"\b1/9\b|1 trong 9", told)
    assert "1 trong 9" in text_of(client_of(village.lan).get(here))
    close_poll(by=village.an, pk=one.pk, reason="Đủ phiếu")
    page = text_of(visitor.get(here))
    assert "11,11" in page
    assert "chưa đủ để quyết định" in page
    assert not visitor.cookies


def test_an_opinion_has_no_threshold_and_a_cancelled_vote_says_why(village):
    one = closed(village, 0, 1, matter="opinion")
    assert "không có tỷ lệ phải đạt" in text_of(client_of().get(f"{ALL}{one.pk}/"))
    other = opened(village)
    cancel_poll(by=village.an, pk=other.pk, reason="Thôn họp lại")
    assert "Thôn họp lại" in text_of(client_of().get(f"{ALL}{other.pk}/"))


def test_the_list_is_searched_sorted_and_taken_away(village):
    one = closed(village, 0, 0, 0, 0, 0, question="Đường hoa?")
    opened(village, question="Ánh sáng?")
    reader = client_of()
    assert "Ánh sáng" not in text_of(reader.get(f"{ALL}?q=duong+hoa"))
    assert "Đường hoa" not in text_of(reader.get(f"{ALL}?state=open"))
    for sort in ("question", "days", "state", "voted", "outcome", "nothing"):
        assert reader.get(f"{ALL}?sort={sort}&order=asc").status_code == 200
    page = text_of(reader.get(f"{ALL}?sort=question&order=asc"))
    assert page.index("Ánh sáng") < page.index("Đường hoa")
    for ending in ("csv", "xlsx"):
        assert reader.get(f"{ALL}?format={ending}").status_code == 200
        assert reader.get(f"{ALL}{one.pk}/?format={ending}").status_code == 200
    assert "đủ tỷ lệ tán thành" in reader.get(f"{ALL}?format=csv").content.decode("utf-8-sig")
    assert "55.55" in reader.get(f"{ALL}{one.pk}/?format=csv").content.decode("utf-8-sig")


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(village):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            client_of(village.an).get(ALL)
        return len(questions)

    closed(village, 0)
    drafted(village)
    few = asked()
    for _ in range(6):
        closed(village, 0)
        drafted(village)
    assert asked() == few


def test_a_household_votes_on_its_telephone_without_account_or_cookie(village):
    one = opened(village)
    code = codes(village, one)[1]
    visitor, address = client_of(), f"/vote/{one.pk}/{code}/"
    page = visitor.get(address)
    text = text_of(page)
    assert page.status_code == 200
    assert len(page.content) < 30_000
    assert "Không ai xem được" in text
    assert "<script" not in text
    assert "Hộ Thí Dụ" not in text
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert visitor.get(f"/VOTE/{one.pk}/{code}/").status_code == 200
    missing = visitor.post(address, {})
    assert missing.status_code == 422
    asked_again = visitor.post(address, {"option": "1"})
    assert (asked_again.status_code, voted()) == (200, 0)
    assert "Gia đình chọn" in text_of(asked_again)
    trapped = visitor.post(address, {"option": "1", "sure": "1", "website": "x"})
    assert (trapped.status_code, voted()) == (422, 0)
    sent = visitor.post(address, {"option": "1", "sure": "1", "website": ""})
    assert (sent.status_code, sent["Location"]) == (302, address)
    assert "Xin cảm ơn" in text_of(visitor.get(address))
    assert not visitor.cookies
    again = visitor.post(address, {"option": "0", "sure": "1"})
    assert again.status_code == 409
    assert Poll.objects.get().tally["options"] == [0, 1, 0]


def test_the_page_speaks_english_too(village):
    one = opened(village)
    code = codes(village, one)[1]
    address = f"/vote/{one.pk}/{code}/?lang=en"
    assert "Nobody can see what you choose" in text_of(client_of().get(address))
    assert client_of().post(address, {"option": "0", "sure": "1"})["Location"] == address


def test_before_after_cancelled_and_on_paper_the_household_is_told_kindly(village, monkeypatch):
    one = opened(village)
    code = codes(village, one)[1]
    address = f"/vote/{one.pk}/{code}/"
    for day, said in ((date(2026, 5, 19), "20/05/2026"), (date(2026, 6, 11), "10/06/2026")):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, day=day: day)
        assert said in text_of(client_of().get(address))
        assert client_of().post(address, {"option": "0", "sure": "1"}).status_code == 409
    close_poll(by=village.an, pk=one.pk)
    assert f"/household-votes/{one.pk}/" in text_of(client_of().get(address))
    other = opened(village, ends=date(2026, 6, 30))
    address = f"/vote/{other.pk}/{codes(village, other)[1]}/"
    cancel_poll(by=village.an, pk=other.pk, reason="Thôn họp lại")
    assert "Thôn họp lại" in text_of(client_of().get(address))


def test_a_code_may_be_typed(village):
    one = opened(village)
    code = codes(village, one)[1]
    visitor = client_of()
    assert one.question in text_of(visitor.get(f"/vote/{one.pk}/"))
    typed = f"{code[:4].lower()} {code[4:8]}-{code[8:]}"
    assert visitor.get(f"/vote/{one.pk}/", {"code": typed})["Location"] == f"/vote/{one.pk}/{code}/"


def test_who_comes_when_the_vote_is_over_is_led_to_its_result(village):
    one = opened(village)
    close_poll(by=village.an, pk=one.pk, reason="Đã thu đủ phiếu")
    result = client_of().get(f"/vote/{one.pk}/", follow=True)
    assert (result.status_code, one.question in text_of(result)) == (200, True)
    assert f"/household-votes/{one.pk}/" in result.redirect_chain[-1][0]


def test_wrong_codes_are_answered_so_often_only_and_right_ones_always(village):
    one = opened(village)
    code = codes(village, one)[1]
    visitor = client_of()
    answers = {visitor.get(f"/vote/{one.pk}/{number:012d}/").status_code for number in range(60)}
    assert answers == {404}
    busy = visitor.get(f"/vote/{one.pk}/000000000099/")
    assert (busy.status_code, int(busy["Retry-After"]) > 0) == (429, True)
    assert visitor.get(f"/vote/{one.pk}/{code}/").status_code == 200


def test_a_slip_that_was_replaced_opens_nothing(village):
    one = opened(village)
    code = codes(village, one)[1]
    make_slips(by=village.an, pk=one.pk, numbers=[1])
    assert client_of().get(f"/vote/{one.pk}/{code}/").status_code == 404
