"""Finding units as people type: without marks, by old names, by code."""

from datetime import date
from unicodedata import normalize

import pytest

from openntm.places import queries
from openntm.places.vietnamese import fold, sort_key

pytestmark = pytest.mark.postgres  # folding, sorting and JSON are the engine's

NOW = date(2025, 12, 31)


def names(text, on=NOW, limit=20):
    return [hit.version.full_name for hit in queries.search(text, on, limit)]


TYPED = ["dong hung", "Đông Hưng", "DONG HUNG", "  đông   hưng ", "xã đông hưng", normalize("NFD", "Đông Hưng")]


@pytest.mark.parametrize("text", TYPED)
def test_every_way_of_typing_finds_the_commune(luc_nam, text):
    assert names(text, date(2024, 6, 30)) == ["xã Đông Hưng"]


def test_an_old_name_leads_to_the_unit_of_today(luc_nam):
    (hit,) = queries.search("dong hung", NOW)
    assert not hit.standing
    assert [unit.full_name for unit in hit.now] == ["xã Đông Phú"]
    assert hit.now[0].valid_from == date(2025, 7, 1)


def test_the_unit_that_stands_comes_before_its_namesake_that_ended(luc_nam):
    found = queries.search("dong phu", NOW)
    assert [(hit.version.code, hit.standing) for hit in found] == [("07450", True), ("07453", False)]


def test_a_code_finds_all_that_bore_it(luc_nam):
    assert names("07450") == ["xã Đông Phú", "xã Đông Hưng"]


def test_names_that_begin_so_come_before_names_that_hold_it(luc_nam):
    assert names("son", date(2024, 6, 30))[:3] == ["xã Bảo Sơn", "xã Bình Sơn", "xã Cương Sơn"]
    assert names("bao", date(2024, 6, 30))[:2] == ["xã Bảo Đài", "xã Bảo Sơn"]


def test_a_kind_narrows_the_search(luc_nam):
    assert names("huyen luc nam", date(2024, 6, 30)) == ["huyện Lục Nam"]
    assert names("phường lục nam", date(2026, 11, 1)) == ["phường Lục Nam"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "x" * 500, "';--", "\x00"])
def test_odd_text_finds_nothing_and_breaks_nothing(luc_nam, text):
    assert names(text) == []


def test_the_limit_holds(luc_nam):
    assert len(names("0", limit=5)) == 5
    assert names("0", limit=0) == []


def test_the_number_of_queries_does_not_grow_with_the_hits(luc_nam, django_assert_num_queries):
    for text in ("dong hung", "0"):
        with django_assert_num_queries(3):
            queries.search(text, NOW, 50)


def test_folding_knows_composed_and_decomposed_text():
    assert fold("Đông Hưng") == fold(normalize("NFD", "Đông Hưng")) == "dong hung"
    assert fold("đ Đ ơ Ơ ư ă ỡ ế") == "d d o o u a o e"
    assert sort_key(normalize("NFD", "Đồi Ngô")) == sort_key("Đồi Ngô")


RISING = [
    *("An", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Bắc", "Bân", "Dương", "Đan", "Đông", "Em", "Êm"),
    *("hoa", "Hoa", "hòa", "hoa bình", "hòa bình", "hoa lư", "Oai", "Ông", "Ơn", "Uy", "Ưu"),
]


def test_names_sort_as_in_a_dictionary():
    """Letters first, Đ after D; then the tones of the whole name; capitals last."""
    mixed = sorted(RISING, key=lambda name: name[::-1])
    assert sorted(mixed, key=sort_key) == RISING
    assert sort_key("hoà bình") == sort_key("hòa bình")


def test_the_key_is_digits_alone_so_that_databases_agree():
    assert sort_key("Đông Hưng, số 2 — x").isdecimal()
