"""The public page of a stamp tells what is true of it today, and nothing that is nobody's business."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.finders import find
from django.utils import timezone

from openntm.codes import generation
from openntm.produce.models import (
    Certificate,
    CertificateAct,
    DiaryEntry,
    EventItem,
    Lot,
    Product,
    Recall,
    TraceEvent,
    WaitingOverride,
)
from openntm.produce.queries.certificates import Standing as Certified
from openntm.produce.queries.certificates import Truth
from openntm.produce.queries.stages import stages_of
from openntm.produce.stamps.pages import StampPages
from openntm.produce.stamps.standing import Standing, standing_of
from orchard import make_orchard
from scanning import forged, make_stamps, new_desk, scan, token

IN_FORCE, EXPIRED = (Truth(one, date(2025, 1, 1)) for one in (Certified.IN_FORCE, Certified.EXPIRED))
DAY = date(2026, 11, 29)


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME = tmp_path
    orchard = make_orchard()
    run = make_stamps(orchard.commune, (0, 99, "active", orchard.lot.pk))
    return SimpleNamespace(**vars(orchard), run=run)


def page(land, day=DAY, language="vi", state="active", lot=None):
    made = StampPages().page("stamp", str((lot or land.lot).pk), state, language, day)
    return made.body(token(land.run, 1), 3, 1_790_000_000, 0).decode()


def heading(html):
    [said] = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    return re.sub(r"<[^>]+>", "", said).strip()


def harvested(land):
    entry = DiaryEntry.objects.create(
        plot=land.plots[0],
        kind="harvest",
        day=date(2026, 11, 19),
        quantity_kg=5,
        done_by="Hộ Thí Dụ",
        key="k",
        entered_at=timezone.now(),
    )
    land.lot.harvests.add(entry, through_defaults={"kg": entry.quantity_kg})


def event(land, step, hour, number, **body):
    wrong = body.pop("declares_wrong", None)
    made = TraceEvent.objects.create(
        event_id=f"ni:///{number}",
        kind="ObjectEvent",
        step=step,
        happened_at=datetime(2026, 11, 20, hour, tzinfo=UTC),
        recorded_at=timezone.now(),
        place=land.commune,
        body=body,
        declares_wrong=wrong,
    )
    EventItem.objects.create(event=made, role="what", uri="urn:x", lot=land.lot)
    return made


@pytest.mark.parametrize(
    ("state", "truth", "recalled", "expected"),
    [
        ("active", IN_FORCE, False, Standing.GENUINE),
        ("active", EXPIRED, False, Standing.LAPSED),
        ("active", None, False, Standing.UNCERTIFIED),
        ("active", IN_FORCE, True, Standing.RECALLED),
        ("void", IN_FORCE, True, Standing.RECALLED),
        ("void", IN_FORCE, False, Standing.VOID),
        ("lost", IN_FORCE, False, Standing.LOST),
        ("destroyed", IN_FORCE, False, Standing.DESTROYED),
        ("printed", IN_FORCE, False, Standing.NOT_IN_USE),
        ("minted", None, False, Standing.NOT_IN_USE),
    ],
)
def test_one_word_says_what_a_stamp_is(state, truth, recalled, expected):
    assert standing_of(state, Lot(), truth, recalled=recalled) == expected


def test_a_stamp_in_use_without_a_lot_is_not_in_use():
    assert standing_of("active", None, None, recalled=False) == Standing.NOT_IN_USE


def test_the_page_tells_the_least_items_and_the_state_of_the_day(land):
    harvested(land)
    event(land, "packing", 3, 1)
    Lot.objects.filter(pk=land.lot.pk).update(packed_on=date(2026, 11, 20), use_by=date(2026, 12, 10))
    html = page(land)
    assert heading(html) == "✓ Tem do hệ thống cấp; chứng nhận còn hiệu lực"
    items = ["Na dai Thử", "HTX Na dai Thử", "thôn Thử, xã Nghĩa Phương, tỉnh Thử", "19/11/2026", "20/11/2026"]
    items += ["10/12/2026", "L2601", "NADAI-01", "VietGAP TCVN 11892-1:2017", "Đóng gói", "10:00 20/11/2026", "07486"]
    items += ["VG-THU-01", "01/03/2025 – 29/02/2028", "Tổ chức chứng nhận Thử", "29/11/2026", "Đồi na Thử"]
    assert not [one for one in items if one not in html]
    assert " ".join(token(land.run, 1)[at : at + 4] for at in range(0, 20, 4)) in html


def test_a_stamp_without_content_looks_so(land):
    html = page(land)
    assert html.count("Chưa có") >= 6  # picture, area, harvest, packing, use-by, stages
    assert "chưa ai ghi công đoạn nào" in html


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("suspended", date(2026, 5, 1), "Bị đình chỉ từ ngày 01/05/2026"),
        ("withdrawn", date(2026, 5, 1), "Bị thu hồi ngày 01/05/2026"),
    ],
)
def test_a_certificate_that_does_not_hold_on_the_day_is_said_first(land, kind, day, said):
    given = {"kind": kind, "day": day, "reason": "Giám sát", "at": timezone.now()}
    CertificateAct.objects.create(certificate=land.certificate, **given)
    assert "không có hiệu lực" in heading(page(land))
    assert said in page(land)
    assert "còn hiệu lực" in heading(page(land, date(2026, 4, 30)))


def test_an_expired_certificate_is_said(land):
    assert "không có hiệu lực" in heading(page(land, date(2028, 3, 1)))
    assert "Hết hạn sau ngày 29/02/2028" in page(land, date(2028, 3, 1))


def test_a_certificate_whose_last_day_was_not_published_is_said_to_be_unknown(land):
    Certificate.objects.filter(pk=land.certificate.pk).update(valid_to=None)
    text = page(land, date(2026, 1, 1))
    assert "không rõ: nguồn không công bố ngày hết hạn" in text.lower()
    assert "chưa công bố" in text or "không công bố" in text


def test_goods_past_their_last_day_are_not_shown_in_green(land):
    Lot.objects.filter(pk=land.lot.pk).update(use_by=DAY)
    assert "quá hạn" not in page(land)
    late = page(land, date(2026, 11, 30))
    assert "Đã quá hạn sử dụng (29/11/2026): không nên dùng." in late
    assert 'class="state lapsed"' in late
    assert heading(late).startswith("!")


def test_a_lot_that_the_office_let_pass_says_why(land):
    assert "cách ly" not in page(land)
    WaitingOverride.objects.create(lot=land.lot, reason="Phân tích dư lượng: đạt", by=land.binh, at=timezone.now())
    assert "Phân tích dư lượng: đạt" in page(land)


def test_a_recall_is_red_at_once_and_an_exercise_is_not(land, django_capture_on_commit_callbacks):
    desk, now = new_desk(), timezone.now()
    Recall.objects.create(lot=land.lot, reason="Diễn tập", exercise=True, ordered_at=now)
    assert "ĐÃ THU HỒI" not in scan(desk, token(land.run, 1)).body.decode()
    with django_capture_on_commit_callbacks(execute=True):
        Recall.objects.create(lot=land.lot, reason="Dư lượng <thuốc>", ordered_at=now)
        generation.touch()
    red = scan(desk, token(land.run, 2)).body.decode()
    assert 'class="state recalled"' in red
    assert "Dư lượng &lt;thuốc&gt;" in red


def test_nothing_personal_and_no_exact_position_is_shown(land):
    harvested(land)
    event(land, "shipping", 5, 1, readPoint={"id": "geo:21.31234,106.41234"})
    html = page(land) + page(land, language="en")
    assert not [one for one in ("0900000000", "Giáp Thí Dụ", "Hộ Thí Dụ", "21.2", "21.3", "106.4") if one in html]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_small_has_no_script_and_one_heading(land, language):
    harvested(land)
    for number in range(10):
        event(land, "shipping", number, number)
    html = page(land, language=language)
    style = Path(find("portal/small.css")).read_bytes()
    assert len(html.encode()) + len(style) < 30_000
    assert "<script" not in html
    assert "style=" not in html
    assert html.count("<h1") == 1
    assert f'<html lang="{language}">' in html
    assert [tag in html for tag in ("<header", "<main", "<footer")] == [True] * 3


def test_the_vietnamese_page_says_its_state_in_english_too(land):
    assert '<p class="other" lang="en">A stamp of this system; the certificate is in force</p>' in page(land)
    assert heading(page(land, language="en")) == "✓ A stamp of this system; the certificate is in force"


def test_words_of_people_are_marked_as_vietnamese_on_the_english_page(land):
    Product.objects.filter(pk=land.product.pk).update(storage="Để nơi khô ráo")
    assert '<dd lang="vi">Để nơi khô ráo</dd>' in page(land, language="en")
    assert "<dd>Để nơi khô ráo</dd>" in page(land)


def test_what_was_invented_is_marked(land):
    assert "minh họa" not in page(land)
    Lot.objects.filter(pk=land.lot.pk).update(illustrative=True)
    assert "minh họa" in page(land)


def test_stages_are_what_events_say_without_those_declared_wrong(land):
    event(land, "shipping", 5, 1)
    wrong = event(land, "receiving", 6, 2)
    event(land, "receiving", 6, 3, declares_wrong=wrong, errorDeclaration={"reason": "x"})
    event(land, "packing", 3, 4, bizLocation={"id": "https://id.gs1.org/414/8930000000001"})
    event(land, "storing", 4, 5, readPoint={"id": "urn:epc:id:sgln:893000000.000.0"})
    stages = [(str(one.title), one.product_code, one.place_code) for one in stages_of(land.lot)]
    assert [title for title, _, _ in stages] == ["đóng gói", "lưu kho", "xuất hàng"]
    assert {product for _, product, _ in stages} == {"NADAI-01"}
    assert [place for _, _, place in stages][0::2] == ["8930000000001", f"07486-{land.producer.pk}"]


def test_codes_of_another_kind_have_no_page_of_a_stamp(land):
    assert StampPages().page("tree", "1", "active", "vi", DAY) is None


def test_django_gives_the_same_page_and_counts_in_the_same_journal(land, client):

    answer = client.get(f"/Q/{token(land.run, 1)}")
    assert answer.status_code == 200
    assert "Đây là lần quét đầu tiên" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert client.get(f"/Q/{token(land.run, 1)}?lang=en")["Content-Language"] == "en"
    assert client.head(f"/Q/{token(land.run, 1)}").status_code == 200
    assert client.get(f"/Q/{forged(land.run, 1)}").status_code == 404
    from scanning import fold

    assert fold() == 1


def test_django_says_429_with_the_time_to_wait(land, client, settings):

    settings.SCAN_PER_CLIENT = 1
    client.get(f"/Q/{token(land.run, 1)}")
    answer = client.get(f"/Q/{token(land.run, 1)}")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 61


def test_the_trusted_proxy_says_who_asks(rf, settings):
    from openntm.codes.scanning.asking import client_address

    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.7"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"
    settings.SCAN_CLIENT_HEADER = "x-forwarded-for"
    assert client_address(request) == "198.51.100.7"
