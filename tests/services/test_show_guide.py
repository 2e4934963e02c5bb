"""A guide is public, small, in large print too, and says how sure it is."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from openntm.office.data_files import Words
from openntm.services.catalogue import FACTS, Reading, procedure_on, procedures_on
from openntm.services.models import Change, Check
from openntm.services.queries.guides import found_guides, nearest_guides, said_by_office, superseded
from openntm.services.services.changes import decide_change, propose_change
from openntm.steering.models import Directive, DirectiveRelation

from .conftest import TODAY

GUIDE = "/guide/dang-ky-khai-sinh/"
UNREAD = "/guide/dang-ky-bien-dong-dat-dai/"
SMALL = 30_000


def text(answer):
    return answer.content.decode()


def replace(number, on=None, **given):
    by = Directive.objects.create(
        number="99/2026/NĐ-CP",
        issued=date(2026, 1, 2),
        issuer_vi="Chính phủ",
        abstract_vi="Thử",
        source_title="Thử",
        **given,
    )
    DirectiveRelation.objects.create(directive=by, kind="replaces", other_number=number, from_day=on)


def weight_of_files(answer):
    """Style and script that the page loads; nothing comes from elsewhere."""
    named = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', text(answer))
    assert {Path(name).name.split(".")[0] for name in named} == {"small", "guide", "read"}
    kept = [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in named]
    return sum(Path(finders.find(name)).stat().st_size for name in kept)


def test_a_stranger_reads_it_without_a_cookie(land, client):
    answer = client.get(GUIDE)
    assert answer.status_code == 200
    assert not client.cookies
    assert "Giấy chứng sinh" in text(answer)
    assert len(answer.content) < SMALL


def test_a_guide_that_nobody_compared_says_so(land, client):
    assert "chưa đối chiếu với văn bản" in text(client.get(UNREAD))
    assert "chưa đối chiếu với văn bản" not in text(client.get(GUIDE))
    assert "Nội dung có dấu “chưa kiểm chứng”" in text(client.get("/guide/ho-ngheo-can-ngheo/"))


def test_every_guide_answers_in_both_languages(land, client):
    for one in procedures_on(TODAY):
        for language, title in (("vi", one.title.vi), ("en", one.title.en)):
            answer = client.get(f"/guide/{one.slug}/?lang={language}&at=07486")
            assert f"<h1>{title}</h1>" in text(answer)
            assert len(answer.content) + weight_of_files(answer) < SMALL


def test_large_print_is_a_link_and_not_a_script(land, client):
    assert 'href="/guide/dang-ky-khai-sinh/?large=1"' in text(client.get(GUIDE))
    assert '<body class="large">' in text(client.get(GUIDE + "?large=1"))


@pytest.mark.parametrize("address", ["/guide/khong-co/", GUIDE + "?on=2025-06-30", GUIDE + "?on=x"])
def test_what_is_not_there_is_404(land, client, address):
    assert client.get(address).status_code == 404


def test_a_wrong_place_is_left_out(land, client):
    assert client.get(GUIDE + "?at=nowhere").status_code == 200


def test_a_hamlet_leads_to_the_office_of_its_commune(land, client):
    assert "xã Nghĩa Phương" in text(client.get(GUIDE + "?at=07486-01"))


def test_a_replaced_act_is_a_banner_from_its_day_on(land, client):
    replace("123/2015/NĐ-CP", on=TODAY)
    assert "đã được thay thế bằng 99/2026/NĐ-CP" in text(client.get(GUIDE))
    before = (TODAY - timedelta(days=1)).isoformat()
    assert "đã thay đổi" not in text(client.get(f"{GUIDE}?on={before}"))


def test_a_directive_that_is_not_public_makes_no_banner(land):
    replace("123/2015/NĐ-CP", is_public=False)
    assert superseded(["123/2015/NĐ-CP"], TODAY) == []


def test_the_list_of_acts_knows_replaced_ones(land):
    over = superseded(["62/2021/NĐ-CP", "60/2014/QH13"], TODAY)
    assert [(one.number, one.by) for one in over] == [("62/2021/NĐ-CP", "154/2024/NĐ-CP")]
    assert superseded(["62/2021/NĐ-CP"], date(2025, 1, 9)) == []


def test_a_list_counts_what_was_read(land, client):
    address = reverse("services:guides", args=["07486", TODAY.isoformat()])
    rows = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert re.search(r"Đăng ký khai sinh,.*,9/9\r?\n", rows)
    assert re.search(r"Đăng ký biến động đất đai,.*,0/9\r?\n", rows)


def test_the_day_of_the_last_check_is_shown(land, client):
    Check.objects.create(slug="dang-ky-khai-sinh", day=date(2026, 11, 23))
    assert "23/11/2026" in text(client.get(GUIDE))


def published(land, **said):
    one = propose_change(by=land.an, place=land.commune, source="Thông báo 1", **said)
    return decide_change(by=land.binh, pk=one.pk, publish=True)


def test_what_the_office_says_stands_in_the_guide_of_its_place_alone(land, client):
    published(land, slug="", valid_from=TODAY, hours="7.30 – 11.30", phone="0204 000 000")
    assert "7.30 – 11.30" in text(client.get(GUIDE + "?at=07486"))
    assert "7.30 – 11.30" not in text(client.get(GUIDE + "?at=07492"))


def test_what_is_said_of_one_procedure_goes_before_what_is_said_of_all(land):
    published(land, slug="dang-ky-khai-sinh", valid_from=TODAY, desk="Quầy 2")
    published(land, slug="", valid_from=TODAY, desk="Quầy 1", hours="7.30")
    assert said_by_office(land.commune, "dang-ky-khai-sinh", TODAY) == {"desk": "Quầy 2", "hours": "7.30"}
    assert said_by_office(land.commune, "dang-ky-ket-hon", TODAY) == {"desk": "Quầy 1", "hours": "7.30"}


def test_what_applied_on_a_day_stays_readable(land):
    published(land, slug="", valid_from=TODAY - timedelta(days=9), desk="Quầy 1")
    published(land, slug="", valid_from=TODAY, desk="Quầy 2")
    assert said_by_office(land.commune, "x", TODAY - timedelta(days=1)) == {"desk": "Quầy 1"}
    assert said_by_office(land.commune, "x", TODAY) == {"desk": "Quầy 2"}
    assert Change.objects.count() == 2


def test_the_list_is_public_and_found_without_accents(land, client):
    address = reverse("services:guides", args=["07486", TODAY.isoformat()])
    assert "Đăng ký kết hôn" in text(client.get(address))
    found = text(client.get(address, {"q": "ket hon"}))
    assert "Đăng ký kết hôn" in found
    assert "Đăng ký khai tử" not in found
    assert "Không tìm thấy" in text(client.get(address, {"q": "xyz"}))
    assert client.get(address, {"format": "csv"}).status_code == 200
    assert client.get(address, {"format": "xlsx"}).status_code == 200


def test_the_api_says_the_same(land, client):
    listed = client.get("/api/v1/procedures", {"on": TODAY, "q": "khai sinh"}).json()
    assert {one["identifier"] for one in listed["items"]} >= {"dang-ky-khai-sinh"}
    published(land, slug="", valid_from=TODAY, phone="0204 000 000")
    one = client.get("/api/v1/procedures/dang-ky-khai-sinh", {"on": TODAY, "place": "07486"}).json()
    assert one["code"] == "1.001193"
    assert one["verified"] == list(FACTS)
    assert one["readings"][0]["title"]["vi"].startswith("Cổng Dịch vụ công quốc gia, thủ tục 1.001193")
    assert one["readings"][0]["read"] == "2026-11-29"
    assert one["office"] == {"phone": "0204 000 000"}
    assert one["has_legal_resource"][0]["number"] == "60/2014/QH13"
    assert client.get("/api/v1/procedures/x", {"on": TODAY}).status_code == 404
    assert client.get("/api/v1/procedures/dang-ky-khai-sinh", {"on": TODAY, "place": "x"}).json()["office"] == {}


def test_each_fact_says_whether_it_was_read_and_where(land, client, monkeypatch):
    unread = text(client.get(UNREAD))
    own_acts = len(procedure_on("dang-ky-bien-dong-dat-dai", TODAY).acts)
    assert unread.count('class="unverified">chưa kiểm chứng') == len(FACTS) - 1 + own_acts  # it has no code
    assert "Đã đối chiếu với" not in unread
    differs = Words(vi="Nơi khác ghi khác", en="Elsewhere otherwise")
    readings = (
        Reading(source="law-60-2014", at=Words(vi="Điều 11", en="Article 11"), facts=("fee", "time")),
        Reading(source="portal-1.001193", facts=("fee",), differs=differs),
    )
    one = procedure_on("dang-ky-khai-sinh", TODAY).model_copy(update={"readings": readings})
    monkeypatch.setattr("openntm.services.views.guides.procedure_on", lambda slug, on: one)
    read = text(client.get(GUIDE))
    fee = '<span class="verified">✓ đã kiểm chứng <a href="#r1">[1]</a><a href="#r2">[2]</a></span>'
    assert re.search(rf"<dt>Phí, lệ phí</dt><dd>[^<]*{re.escape(fee)}", read)
    first, second = re.findall(r'<li id="r\d">(.*?)</li>', read)
    assert "Luật Hộ tịch 60/2014/QH13" in first
    assert re.search("Điều 11, đối chiếu ngày (<time[^>]*>)?29/11/2026", first)
    assert re.search("văn bản của ngày (<time[^>]*>)?01/01/2016", first)
    assert first.endswith("Thời hạn giải quyết; Phí, lệ phí.")
    assert "Nơi khác ghi khác" in second


def test_what_the_office_says_names_its_document_at_the_fact(land, client):
    published(land, slug="dang-ky-khai-sinh", valid_from=TODAY, fee="5.000 đồng")
    shown = text(client.get(GUIDE + "?at=07486"))
    assert re.search(r"5.000 đồng</span> <small>theo cơ quan giải quyết: <span lang=\"vi\">Thông báo 1", shown)


def test_the_link_to_the_national_portal_says_whether_it_was_checked(land, client):
    assert "https://dichvucong.gov.vn/" in text(client.get(GUIDE))
    assert "liên kết chưa kiểm tra" in text(client.get(GUIDE))
    check = Check.objects.create(slug="dang-ky-khai-sinh", day=date(2026, 11, 23))
    assert "liên kết chưa kiểm tra" in text(client.get(GUIDE))
    Check.objects.filter(pk=check.pk).update(asked_others=True)
    assert re.search("đã kiểm tra ngày (<time[^>]*>)?23/11/2026", text(client.get(GUIDE)))
    Check.objects.filter(pk=check.pk).update(dead=["https://dichvucong.gov.vn/"])
    assert re.search("không mở được khi kiểm tra ngày (<time[^>]*>)?23/11/2026", text(client.get(GUIDE)))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("sinh con", "dang-ky-khai-sinh"),
        ("bo mat", "dang-ky-khai-tu"),
        ("lay vo", "dang-ky-ket-hon"),
        ("chuyen nha", "dang-ky-thuong-tru"),
        ("làm sổ đỏ", "dang-ky-dat-dai-lan-dau"),
        ("mo quan", "dang-ky-ho-kinh-doanh"),
        ("nguoi gia", "tro-cap-xa-hoi-hang-thang"),
        ("cong chung ban sao", "chung-thuc-ban-sao"),
        ("the bao hiem cho con", "the-bhyt-tre-em"),
        ("xay nha", "giay-phep-xay-dung-nha-o"),
    ],
)
def test_people_find_it_by_their_own_words(words, slug):
    assert slug in [one.slug for one in found_guides(TODAY, words)]


def test_words_of_people_belong_to_guides_and_a_long_sentence_finds_the_nearest():
    from openntm.services.catalogue import people_say, versions

    assert set(people_say()) == set(versions())
    assert not found_guides(TODAY, "tôi muốn làm giấy khai sinh cho con")
    assert "dang-ky-khai-sinh" in [one.slug for one in nearest_guides(TODAY, "tôi muốn làm giấy khai sinh cho con")]
    assert not nearest_guides(TODAY, "xyz khong co cho toi")
    assert nearest_guides(TODAY, "xyz") == nearest_guides(TODAY, "") == []


def test_an_empty_result_says_what_to_do(land, client):
    published(land, slug="", valid_from=TODAY, phone="0204 000 000")
    address = reverse("services:guides", args=["07486", TODAY.isoformat()])
    shown = text(client.get(address, {"q": "xyz"}))
    assert "0204 000 000" in shown
    assert "https://dichvucong.gov.vn/" in shown
    assert 'href="?event=birth"' in shown
    near = text(client.get(address, {"q": "toi muon lam giay khai sinh cho con"}))
    assert "/guide/dang-ky-khai-sinh/?at=07486" in near
    chosen = text(client.get(address, {"event": "death"}))
    assert "Đăng ký khai tử" in chosen
    assert "Đăng ký kết hôn" not in chosen
