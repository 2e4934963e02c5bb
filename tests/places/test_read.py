"""The history of a unit and the search of units: pages open to all, helpful where no unit stands."""

import pytest
from django.conf import settings

from openntm.places.drawing import drawing_of
from openntm.places.history import history_of


def page(client, path, status=200, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_history_tells_versions_acts_and_that_the_code_is_used_again(luc_nam, client):
    text = page(client, "/07450/2025-12-31/history/")
    assert "Lịch sử xã Đông Phú" in text
    assert 'Mã 07450 trước ngày <time datetime="2025-07-01">01/07/2025</time> là xã Đông Hưng' in text
    assert "1658/NQ-UBTVQH15" in text
    assert "Cùng thuộc tỉnh Bắc Ninh" in text
    assert "bình quân theo số hộ" in text


def test_the_old_unit_of_the_code_tells_of_the_new_one(luc_nam, client):
    text = page(client, "/07450/2024-06-30/history/")
    assert "Lịch sử xã Đông Hưng" in text
    assert 'Mã 07450 từ ngày <time datetime="2025-07-01">01/07/2025</time> là xã Đông Phú' in text
    assert "chưa kiểm chứng" in text


def test_both_readings_of_vũ_xá_are_shown(luc_nam, client):
    text = page(client, "/07516/2024-06-30/history/")
    assert "Suy luận thứ nhất" in text
    assert "Suy luận thứ hai" in text
    assert "cách hiểu khác, không tính" in text


def test_the_page_speaks_english_too(luc_nam, client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = page(client, "/218/2024-06-30/history/")
    assert "History of huyện Lục Nam" in text
    assert "abolished, no successor" in text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/07516/2025-01-01/history/", "xã Vũ Xá"),
        ("/218/2025-07-01/history/", "huyện Lục Nam"),
        ("/07450/2010-01-01/history/", "xã Đông Hưng"),
        ("/99999/2025-01-01/history/", "Mã này không có trong danh mục"),
    ],
)
def test_a_wrong_pair_of_code_and_day_ends_in_404_that_says_who_bore_the_code(luc_nam, client, path, told):
    text = page(client, path, status=404)
    assert "Không có đơn vị nào mang mã" in text
    assert told in text


@pytest.mark.parametrize("day", ["2025-13-01", "today", "20250101x", "0"])
def test_a_day_that_is_none_is_not_found(luc_nam, client, day):
    page(client, f"/07450/{day}/history/", status=404)


def test_the_search_page_answers_without_script(luc_nam, client):
    text = page(client, "/places/search/?q=dong+hung&on=2025-12-31")
    assert "xã Đông Hưng" in text
    assert "vào ngày đó là" in text
    assert "<html" in text


def test_the_switcher_gets_the_list_alone(luc_nam, client):
    text = page(client, "/places/search/?q=luc+nam&day=2026-11-01", HX_Request="true")
    assert "<html" not in text
    assert "phường Lục Nam" in text


def test_a_search_without_hits_says_so_and_escapes_what_was_typed(luc_nam, client):
    text = page(client, "/places/search/?q=<script>&on=2025-12-31")
    assert "Không tìm thấy đơn vị nào" in text
    assert "<script>&" not in text
    assert "&lt;script&gt;" in text


def test_a_search_on_no_day_is_not_found_and_nothing_can_be_posted(luc_nam, client):
    page(client, "/places/search/?q=a&on=nothing", status=404)
    assert client.post("/places/search/").status_code == 405


@pytest.mark.parametrize(("code", "day"), [("07444", "2025-12-31"), ("24", "2025-12-31"), ("07450", "2024-06-30")])
def test_the_number_of_queries_does_not_grow_with_the_units(unit, django_assert_max_num_queries, code, day):
    version = unit(code, day)
    with django_assert_max_num_queries(18):
        history_of(version, version.valid_from)


def test_the_drawing_puts_each_unit_right_of_what_it_was_made_of(unit):
    version = unit("07444", "2025-12-31")
    drawing = drawing_of(history_of(version, version.valid_from))
    columns = {box.version.name + box.version.code: box.x for box in drawing.boxes}
    assert columns["Tiên Hưng07474"] < columns["Đồi Ngô07444"] < columns["Lục Nam07444"]
    assert len(drawing.arrows) == 7


def test_a_unit_without_relatives_has_no_drawing(unit):
    version = unit("07513-xuan-phu")
    assert drawing_of(history_of(version, version.valid_from)) is None
