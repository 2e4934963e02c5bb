"""The pages of runs: what the office sees and does there, and what the others do not."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from codes.stamps import make_stamps
from openntm.codes.models import PrintJob, Run, ScanTotal
from openntm.codes.printing.sheets import grouped
from openntm.codes.queries import counts_by_state, stock_of_run
from openntm.codes.services import mint_run, move_codes, ordered
from openntm.codes.services.sheets import make_sheets_of
from openntm.codes.tokens import token_of
from openntm.office.models import LogEntry

HERE = "/07486/2026-01-01/codes/"
NOW = "/07486/2099-01-01/codes/"
SIZE = 1000


@pytest.fixture
def here(db, settings, tmp_path, client):
    settings.HOME = tmp_path
    here = make_stamps(size=SIZE, title="HTX Na dai Thử")
    here.holder = f"producer:{here.producer.pk}"
    move(here, 1, 500, "allotted", holder=here.holder)
    here.client = client
    client.force_login(here.binh)
    return here


def move(here, begin, end, state, **given):
    move_codes(by=here.binh, run=here.run, first=begin - 1, last=end - 1, state=state, reason="thử", **given)


def page(here, name="", **query):
    answer = here.client.get(f"{NOW}{name}", query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(here, name, **given):
    return here.client.post(f"{NOW}{name}", given)


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_list_says_what_each_run_holds_and_is_searched_without_marks(here):
    mint_run(by=here.binh, kind="stamp", size=7, place=here.commune, reason="x", title="Vải thiều")
    text = page(here)
    assert "HTX Na dai Thử" in text
    assert "1.007 mã" in text
    assert "Vải thiều" in page(here, q="vai")
    assert "HTX" not in page(here, q="vai")
    assert "Không tìm thấy" in page(here, q="zzz")
    assert [row[0] for row in rows_of(page(here, format="csv"))[2:]] == ["2", "1"]
    assert [row[0] for row in rows_of(page(here, format="csv", sort="size", order="desc"))[2:]] == ["1", "2"]


def token(here, nth):
    return token_of(bytes(here.run.secret), here.run.number, nth - 1)


def test_a_code_that_is_typed_leads_to_its_life(here):
    move(here, 7, 7, "void")
    typed = grouped(token(here, 7)).lower()
    found = here.client.get(NOW, {"q": typed})
    assert (found.status_code, found.url) == (302, f"{NOW}1/7/")
    text = page(here, "1/7/")
    assert "Mã 7 của đợt 1" in text
    assert [state in text for state in ("đã hủy", "đã cấp", "đã tạo", "HTX Na dai Thử")] == [True] * 4
    assert "tem đợt đầu" in text
    assert token(here, 7) not in text
    assert "move/?first" not in text  # it has come to its end
    assert "move/?first=8&amp;last=8" in page(here, "1/8/")
    assert 'value="8"' in page(here, "1/move/", first="8", last="8")


@pytest.mark.parametrize(
    ("typed", "size"),
    [("12", 12), ("1.200", 1200), ("100.000", 100_000), ("1.0", 0), ("1,5", 0), ("-7", 0), ("1e3", 0)],
)
def test_a_number_is_read_as_it_is_written_here(here, typed, size):
    answer = post(here, "mint/", kind="stamp", size=typed, reason="thử")
    assert answer.status_code == (302 if size else 422)
    assert Run.objects.order_by("-number")[0].size == (size or SIZE)


@pytest.mark.parametrize(("typed", "read"), [("1.000", True), ("-5", False), ("1,5", False), ("5.0", False)])
def test_a_stretch_is_never_another_than_was_typed(here, typed, read):
    answer = post(here, "1/move/", first=typed, last="1.000", state="void", reason="thử")
    assert answer.status_code == (200 if read else 422)


def test_a_scanner_may_type_the_whole_address(here):
    address = f"HTTPS://NTM.EXAMPLE.VN/Q/{token(here, 7)}"
    assert here.client.get(NOW, {"q": address}).url == f"{NOW}1/7/"
    text = post(here, "1/move/", first=address, last=address.lower(), state="void", reason="thử").content.decode()
    assert "Chuyển 1 mã" in text


def test_a_code_says_how_often_it_was_scanned_and_which_order_printed_it(here):
    made = ordered(by=here.binh, run=here.run, first=0, last=9, layout="a4-24")
    make_sheets_of(made.pk)
    at = datetime(2026, 11, 29, 3, tzinfo=UTC)
    ScanTotal.objects.create(run=here.run, index=4, count=3, first_at=at, last_at=at)
    assert "Đã quét 3 lần, lần đầu lúc 10:00 29/11/2026" in page(here, "1/5/")
    ScanTotal.objects.create(run=here.run, index=5, count=1, first_at=at, last_at=at)
    assert "của 2 mã" in page(here, "1/")
    assert f"orders/{made.pk}/" in page(here, "1/5/")
    assert f"orders/{made.pk}/" not in page(here, "1/11/")


def test_the_form_of_a_print_order_says_when_nothing_waits_for_it(here):
    assert "Chưa có mã nào của đợt này được cấp" not in page(here, "1/print/")
    empty = mint_run(by=here.binh, kind="stamp", size=7, place=here.commune, reason="x")
    assert "Chưa có mã nào của đợt này được cấp" in page(here, f"{empty.number}/print/")


def test_a_form_that_is_sent_twice_mints_once(here):
    given = {"kind": "stamp", "size": "60", "title": "Vụ na", "reason": "thử"}
    first, again = post(here, "mint/", **given), post(here, "mint/", **given)
    assert first.url == again.url
    assert Run.objects.filter(title="Vụ na").count() == 1
    assert "gửi hai lần" in here.client.get(again.url).content.decode()
    other = post(here, "mint/", **{**given, "reason": "đợt hai"})
    assert other.url != first.url
    Run.objects.filter(title="Vụ na").update(minted_at=timezone.now() - timedelta(minutes=2))
    assert post(here, "mint/", **given).url not in (first.url, other.url)


@pytest.mark.parametrize("nth", [0, SIZE + 1, 10**12])
def test_there_is_no_code_outside_its_run(here, nth):
    assert here.client.get(f"{NOW}1/{nth}/").status_code == 404


def test_a_forged_code_or_one_of_another_place_is_only_not_found(here):
    real = token(here, 7)
    assert "Không tìm thấy" in page(here, q=real[:-1] + ("0" if real[-1] != "0" else "1"))
    assert here.client.get(f"/07492/2099-01-01/codes/?q={token(here, 7)}").status_code != 302


def test_a_run_minted_after_the_day_is_not_in_the_list(here):
    assert "HTX Na dai" not in here.client.get("/07486/2020-01-01/codes/").content.decode()
    assert "HTX Na dai" in here.client.get("/24/2099-01-01/codes/").content.decode()


def test_a_run_shows_its_stock_its_holders_and_its_ledger(here):
    text = page(here, "1/")
    assert "HTX Na dai Thử" in text
    assert "1 – 500" in text
    assert "501 – 1.000" in text
    assert "tem đợt đầu" in text
    assert "producer:" not in text
    rows = rows_of(page(here, "1/", format="csv"))
    assert rows[2][:5] == ["1", "500", "500", "đã cấp", "HTX Na dai Thử"]
    ledger = rows_of(page(here, "1/ledger/", format="csv"))
    assert [row[5] for row in ledger[2:]] == ["đã tạo", "đã cấp"]


def test_pages_ask_the_database_no_more_often_for_more_runs(here):
    before = queries(here)
    for _ in range(30):
        mint_run(by=here.binh, kind="stamp", size=7, place=here.commune, reason="x")
    for at in range(501, 540, 2):
        move(here, at, at, "void")
    assert all(now <= then for now, then in zip(queries(here), before, strict=True))


def queries(here):
    counted = []
    for name in ("", "1/", "1/ledger/", "1/7/"):
        with CaptureQueriesContext(connection) as asked:
            page(here, name)
        counted.append(len(asked))
    return counted


def test_a_run_is_minted_on_the_page(here):
    given = {"kind": "stamp", "size": "250", "title": "Lô mới", "holder": here.holder, "reason": "đợt hai"}
    answer = post(here, "mint/", **given)
    run = Run.objects.get(number=2)
    assert answer.status_code == 302
    assert answer.url.endswith("/codes/2/")
    assert (run.size, run.title, run.place) == (250, "Lô mới", here.commune)
    assert stock_of_run(run)[0].holder == here.holder
    assert post(here, "mint/", **{**given, "size": "0"}).status_code == 422
    assert post(here, "mint/", **{**given, "reason": ""}).status_code == 422
    assert post(here, "mint/", **{**given, "holder": "producer:99"}).status_code == 422


def test_a_move_is_said_once_more_before_it_is_done(here):
    given = {"first": "11", "last": "20", "state": "void", "holder": "", "reason": "rách"}
    shown = post(here, "1/move/", **given).content.decode()
    assert "Chuyển 10 mã của đợt 1?" in shown
    assert "không thể quay lại" in shown
    assert counts_by_state(run=here.run)["void"] == 0
    assert post(here, "1/move/", **given, confirmed="on").status_code == 302
    assert counts_by_state(run=here.run)["void"] == 10


def test_the_first_and_last_code_may_be_read_off_the_stamps(here):
    secret = bytes(here.run.secret)
    given = {"state": "lost", "holder": "", "reason": "mất", "confirmed": "on"}
    first, last = (token_of(secret, 1, index) for index in (10, 19))
    post(here, "1/move/", first=f"{first[:4]} {first[4:]}".lower(), last=last, **given)
    assert counts_by_state(run=here.run)["lost"] == 10
    wrong = token_of(b"0" * 32, 1, 5)
    for typed in ("0", "1001", "abc", wrong):
        answer = post(here, "1/move/", first=typed, last="30", **given)
        assert answer.status_code == 422, typed
        assert 'id="id_first_error"' in answer.content.decode()
    assert "Mã cuối đứng trước mã đầu" in post(here, "1/move/", first="30", last="29", **given).content.decode()


def test_a_move_that_cannot_be_is_refused_in_words(here):
    move(here, 100, 100, "lost")
    given = {"first": "1", "last": "500", "state": "printed", "holder": "", "reason": "in xong", "confirmed": "on"}
    answer = post(here, "1/move/", **given)
    assert answer.status_code == 422
    assert "Mã 100–100 thất lạc" in answer.content.decode()


def test_codes_taken_back_have_no_holder_any_more(here):
    post(here, "1/move/", first="1", last="500", state="minted", holder="", reason="thu hồi", confirmed="on")
    assert [(one.state, one.holder) for one in stock_of_run(here.run)] == [("minted", "")]


def test_codes_are_not_put_in_use_here(here):
    move(here, 1, 10, "printed")
    answer = post(here, "1/move/", first="1", last="10", state="active", holder="", reason="x", confirmed="on")
    assert answer.status_code == 422


def test_sheets_are_ordered_made_and_taken_away(here):
    answer = post(here, "1/print/", first="1", last="100", layout="a4-40", reason="")
    job = PrintJob.objects.get()
    assert answer.url.endswith(f"/codes/1/orders/{job.pk}/")
    assert job.sha256 in page(here, f"1/orders/{job.pk}/")
    taken = here.client.get(f"{NOW}1/orders/{job.pk}/sheets.pdf")
    content = b"".join(taken.streaming_content)
    assert content.startswith(b"%PDF")
    assert len(content) == job.size
    assert "attachment" in taken.headers["Content-Disposition"]
    assert LogEntry.objects.filter(verb="codes.fetch").count() == 1
    refused = post(here, "1/print/", first="1", last="100", layout="a4-40", reason="")
    assert "không in được" in refused.content.decode()
    again = {"first": "1", "last": "100", "layout": "a4-40", "again": "on"}
    assert 'id="id_reason_error"' in post(here, "1/print/", **again, reason="").content.decode()
    assert post(here, "1/print/", **again, reason="giấy kẹt").status_code == 302


def test_progress_is_seen_with_and_without_script(here):
    job = ordered(by=here.binh, run=here.run, first=0, last=99, layout="a4-40")
    PrintJob.objects.filter(pk=job.pk).update(state="working", done=40)
    text = page(here, f"1/orders/{job.pk}/")
    assert "40 trên 100 mã" in text
    assert "<noscript><meta http-equiv" in text
    asked = {"headers": {"HX-Request": "true"}}
    part = here.client.get(f"{NOW}1/orders/{job.pk}/", **asked).content.decode()
    assert "40 trên 100 mã" in part
    assert "<html" not in part
    PrintJob.objects.filter(pk=job.pk).update(state="waiting", done=0)
    make_sheets_of(job.pk)
    assert here.client.get(f"{NOW}1/orders/{job.pk}/", **asked).headers["HX-Refresh"] == "true"


def test_an_order_is_stopped_and_gone_on_with_on_its_page(here):
    job = ordered(by=here.binh, run=here.run, first=0, last=99, layout="a4-40")
    address = f"1/orders/{job.pk}/"
    assert here.client.get(f"{NOW}{address}sheets.pdf").status_code == 404
    assert "Dừng lệnh in" in page(here, f"{address}stop/")
    assert post(here, f"{address}stop/", reason="").status_code == 422
    post(here, f"{address}stop/", reason="hết giấy")
    job.refresh_from_db()
    assert job.state == "stopped"
    post(here, f"{address}go-on/", reason="có giấy")
    job.refresh_from_db()
    assert job.state == "done"
    answer = here.client.post(f"{NOW}{address}stop/", {"reason": "muộn"}, follow=True)
    assert "không còn ở trạng thái" in answer.content.decode()
    assert here.client.get(f"{NOW}{address}burn/").status_code == 404


def test_codes_are_exported_for_a_printer(here):
    answer = post(here, "1/export/", first="1", last="3", reason="nhà in Thử")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows[0] == ["number", "code", "address"]
    assert len(rows) == 4
    assert rows[1][2].endswith(rows[1][1].replace(" ", ""))
    assert post(here, "1/export/", first="1", last="501", reason="x").status_code == 422


NAMES = ["", "mint/", "1/", "1/ledger/", "1/7/", "1/move/", "1/print/", "1/export/"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("who", "status"), [("an", 403), ("lan", 403), ("be", 404), ("dung", 404), ("htx", 404)])
def test_a_reader_is_refused_and_for_a_stranger_the_page_is_not_there(here, who, status, name):
    here.client.force_login(getattr(here, who))
    assert here.client.get(f"{NOW}{name}").status_code == status


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_for_the_office(here, name):
    page(here, name)


def test_a_run_of_another_place_does_not_answer_here(here):
    assert here.client.get("/07492/2099-01-01/codes/1/").status_code == 404
    assert here.client.get(f"{NOW}2/").status_code == 404


def test_where_nothing_is_minted_yet_the_page_says_how_to_begin(here):
    assert "Hãy tạo đợt đầu tiên" in here.client.get("/07492/2099-01-01/codes/").content.decode()
