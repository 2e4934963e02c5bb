"""The register and the page of a work, for everybody and for officers."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from building import AT, make_whole, pdf, signed
from openntm.works.models import Party, SupervisionStatement, Work
from openntm.works.services import parts
from openntm.works.services.works import step_work
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return make_village()


def more(cast, count):
    for number in range(count):
        Work.objects.create(
            place=cast.commune, name=f"Kênh {number:03}", sort_key=f"{number:03}", kind="irrigation", source_title="Thử"
        )


def names(answer):
    return [row.work.name for row in answer.context["rows"]]


def test_everybody_sees_the_register_without_a_cookie(cast, client):
    answer = client.get(AT)
    assert names(answer) == ["Đường trục thôn Thử"]
    assert "/works/1/" in answer.content.decode() or f"/works/{cast.work.pk}/" in answer.content.decode()
    assert not answer.cookies


def test_works_are_found_without_accents_filtered_and_sorted(cast, client):
    more(cast, 2)
    assert names(client.get(AT, {"q": "duong truc"})) == ["Đường trục thôn Thử"]
    assert names(client.get(AT, {"q": "np-01"})) == ["Đường trục thôn Thử"]
    assert names(client.get(AT, {"kind": "irrigation"})) == ["Kênh 000", "Kênh 001"]
    assert names(client.get(AT, {"state": "underway"})) == ["Đường trục thôn Thử"]
    assert names(client.get(AT, {"year": "2026"})) == ["Đường trục thôn Thử"]
    assert names(client.get(AT, {"year": "1900"})) != []  # a wrong filter narrows nothing
    assert names(client.get(AT, {"sort": "budget", "order": "desc"}))[0] == "Đường trục thôn Thử"


def test_the_list_shows_fifty_works_a_page_with_a_constant_number_of_queries(
    cast, client, django_assert_max_num_queries
):
    more(cast, 60)
    with django_assert_max_num_queries(40):
        assert len(names(client.get(AT))) == 50
    assert len(names(client.get(AT, {"page": "2"}))) == 11


def test_a_work_stands_in_the_list_in_the_state_of_the_day(cast, client):
    step_work(by=cast.an, pk=cast.work.pk, after="stopped", day=date(2026, 9, 1), reason="x")
    row = client.get("/07486/2026-08-31/works/").context["rows"][0]
    assert row.work.state_then == "underway"
    assert client.get("/07486/2026-09-01/works/").context["rows"][0].work.state_then == "stopped"


def test_a_work_of_another_commune_is_not_in_the_list(cast, client):
    assert names(client.get("/07492/2026-11-23/works/")) == []
    assert names(client.get("/24/2026-11-23/works/")) == ["Đường trục thôn Thử"]


def test_the_page_for_officers_is_closed_to_strangers(cast, client):
    make_whole(cast)
    address = f"{AT}{cast.work.pk}/"
    assert client.get(address).status_code == 302
    assert signed(cast.be).get(address).status_code == 404
    assert signed(cast.chi).get(address).status_code == 200
    page = signed(cast.an).get(address).content.decode()
    for said in (
        "Công ty Xây dựng Thử",
        "01/2026/HĐXD",
        "ngày công",
        "Xong nền đường",
        "1.500.000.000 → 1.560.000.000",
    ):
        assert said in page


def test_the_page_of_a_work_takes_the_same_queries_however_much_hangs_on_it(
    cast, client, django_assert_max_num_queries
):
    make_whole(cast)
    for number in range(20):
        Party.objects.create(work=cast.work, role="funder", name=f"Đơn vị {number}")
    with django_assert_max_num_queries(20):
        client.get(f"/works/{cast.work.pk}/")


def test_the_public_page_says_everything_in_both_languages_and_sets_no_cookie(cast):
    make_whole(cast)
    parts.set_party(by=cast.an, work=cast.work.pk, role="buyer", name="UBND xã Nghĩa Phương")
    client = Client()
    answer = client.get(f"/works/{cast.work.pk}/")
    page = answer.content.decode()
    for said in (
        *(
            "Đường trục thôn Thử",
            "đang thi công",
            "1.800.000.000",
            "Công ty Xây dựng Thử",
            "sơ đồ minh họa",
            "xã Nghĩa",
        ),
        *("450", "ngày công", "Cập nhật gần nhất ngày", "Thêm cống thoát nước", "Quyết định", "<svg", "CC BY 4.0"),
    ):
        assert said.lower() in page.lower(), said
    assert not answer.cookies
    assert page.count("UBND xã Nghĩa Phương") == 1
    assert len(answer.content) < 30_000
    assert "being built" in client.get(f"/works/{cast.work.pk}/?lang=en").content.decode()


def test_an_empty_work_says_what_is_missing(cast, client):
    Work.objects.update(owner="", budget=None, shape=None, planned_end=None)
    page = client.get(f"/works/{cast.work.pk}/").content.decode()
    assert "Chưa ghi tổng mức đầu tư" in page
    assert "Chưa ghi tiến độ" in page


def test_old_information_is_called_old(cast, client):
    Work.objects.update(updated_on=date(2026, 1, 1))
    assert "có thể đã cũ" in client.get(f"/works/{cast.work.pk}/").content.decode()
    Work.objects.update(state="handed_over")
    assert "có thể đã cũ" not in client.get(f"/works/{cast.work.pk}/").content.decode()


def test_an_illustrative_work_is_marked_everywhere(cast, client):
    Work.objects.update(illustrative=True)
    for address in (AT, f"/works/{cast.work.pk}/"):
        assert "minh họa" in client.get(address).content.decode().lower()


def test_published_numbers_stand_beside_the_register_with_their_source(cast, client):
    SupervisionStatement.objects.create(
        key="x", place=cast.commune, day=date(2015, 6, 30), period="6 tháng đầu năm 2015", supervised=234, in_use=166,
        source_title="Đại Đoàn Kết",
    )  # fmt: skip
    page = client.get(AT).content.decode()
    assert "234" in page
    assert "Đại Đoàn Kết" in page


def test_unknown_works_and_places_are_not_found(client, cast):
    for address in ("/works/999999/", "/07486/2026-13-01/works/", "/xxxxx/2026-01-01/works/"):
        assert client.get(address).status_code == 404


def test_a_board_member_is_shown_no_procurement_sign_and_no_link_that_is_closed_to_them(cast):
    make_whole(cast)
    work = cast.work.pk
    paper = SimpleUploadedFile("noi-bo.pdf", b"%PDF-1.5\n%%EOF", "application/pdf")
    parts.set_contract(
        by=cast.an, work=work, number="9", title="Gói", kind="goods", method="open", bidders=1, state="active"
    )
    parts.set_document(by=cast.an, work=work, kind="finalAudit", title="Giấy tờ nội bộ", file=paper, is_public=False)
    parts.set_milestone(by=cast.an, work=work, title="Có ảnh", due_on=date(2026, 7, 30), file=pdf())
    officer, member = (signed(one).get(f"{AT}{work}/").content.decode() for one in (cast.an, cast.chi))
    for said in ("chỉ có một nhà thầu", "Giấy tờ nội bộ", "/evidence"):
        assert said in officer
        assert said not in member
    client = signed(cast.chi)
    links = re.findall(r'href="(/[^"#]*)"', member.partition("<main")[2].partition("</main>")[0])
    assert f"/works/{work}/documents/" in str(links)
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code != 200} == {}
