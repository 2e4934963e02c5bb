"""The reading pages answer everybody, in both languages, and say what they do not know."""

import gzip

import pytest
from small_district import NAMES, SET, address, figures, unit

PAGES = ["overview", "gaps", "trends", "map", "conflicts", "unverified"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_reads_every_page_of_a_district(client, communes, name, language):
    client.cookies["language"] = language
    page = client.get(address(name))
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("day", ["2023-12-31", "2015-06-30", "2026-06-30"])
@pytest.mark.parametrize("name", PAGES)
def test_a_district_without_any_figure_has_pages_that_say_so(client, district, name, day):
    assert client.get(address(name, day=day)).status_code == 200


def test_the_overview_of_a_commune_is_its_own_page(client, communes):
    page = client.get(address("overview", code="07450")).content.decode()
    assert "Xã Đông Hưng" in page or "xã Đông Hưng" in page
    assert 'id="indicators"' in page


def test_the_indicator_page_counts_communes_and_names_the_law(client, communes):
    page = client.get(address("indicator", SET, "4.2")).content.decode()
    assert "2/3 xã đạt chỉ tiêu này" in page
    assert "318/QĐ-TTg" in page


def test_the_explanation_gives_figure_threshold_reason_and_entries(client, communes):
    page = client.get(address("why", SET, "10.1", code="07450")).content.decode()
    for text in ("40 triệu đồng/người/năm", "Báo cáo", "chưa kiểm chứng", "10/01/2024"):
        assert text in page


def test_an_indicator_without_figure_is_explained_too(client, communes):
    assert "chưa có số liệu" in client.get(address("why", SET, "4.1", code="07452")).content.decode().lower()


@pytest.mark.parametrize(
    ("set_id", "indicator"), [("nothing", "1.1"), (SET, "99.9"), (SET, "4.2:a"), ("commune_advanced_2021_2025", "x")]
)
def test_a_set_or_indicator_that_is_not_there_is_not_found(client, communes, set_id, indicator):
    address = f"/07450/2023-12-31/why/{set_id}/{indicator}/"
    assert client.get(address).status_code == 404
    assert client.get(address.replace("/07450/", "/218/").replace("/why/", "/set/")).status_code == 404


def test_a_verdict_is_explained_for_a_commune_alone(client, communes):
    assert client.get(address("why", SET, "4.2")).status_code == 404


def test_a_code_that_nobody_bore_that_day_says_when_it_was_borne(client, communes):
    page = client.get(address("overview", day="2005-12-31"))
    assert page.status_code == 404
    assert "01/01/2011" in page.content.decode()


@pytest.mark.parametrize("path", ["/218/2023-02-31/", "/99999/2023-12-31/", "/218/9999-99-99/gaps/"])
def test_a_day_or_code_that_cannot_be_is_not_found(client, communes, path):
    assert client.get(path).status_code == 404


def test_completeness_asks_for_a_post(client, communes):
    answer = client.get(address("completeness"))
    assert answer.status_code == 302
    assert "/sign-in/" in answer.headers["location"] or "login" in answer.headers["location"]


@pytest.mark.parametrize("path", ["/sets/", f"/sets/{SET}/", "/sets/commune_2026_2030/"])
def test_the_law_is_read_without_a_place(client, db, path):
    assert client.get(path).status_code == 200


def test_a_set_that_is_not_there_is_not_found(client, db):
    assert client.get("/sets/nothing/").status_code == 404


@pytest.mark.parametrize("name", ["overview", "gaps", "trends", "map", "conflicts", "unverified"])
def test_the_number_of_queries_does_not_grow_with_the_communes(
    client, district, communes, name, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address(name))
    with CaptureQueriesContext(connection) as few:
        client.get(address(name))
    for number, title in enumerate(NAMES[3:], start=3):
        figures(unit(f"0745{number}", title, "xa", district.place), i4_2="97", i10_1="38", i9_2="90")
    with django_assert_max_num_queries(len(few)):
        client.get(address(name))


def test_the_overview_is_small(client, communes):
    page = client.get(address("overview")).content
    assert len(gzip.compress(page)) < 25_000


def test_a_reader_gets_no_cookie_from_a_page(client, communes):
    assert not client.get(address("overview")).cookies


def test_a_merged_commune_shows_its_predecessors_figures_with_the_rule_of_joining(client, communes, district):
    from datetime import date

    from openntm.places.models import Change, Lineage

    merged = unit("07499", "Lục Nam Mới", "xa", district.place)
    change = Change.objects.create(key="merge-2023", kind="merge", day=date(2023, 7, 1))
    for version in communes[:2]:
        Lineage.objects.create(change=change, predecessor=version.place, successor=merged.place)
    page = client.get(address("overview", code="07499")).content.decode()
    assert 'id="predecessors"' in page
    assert "Chưa gộp được: 2/2 đơn vị chưa có số hộ." in page


@pytest.mark.parametrize("path", ["/sets/Makefile/", "/218/2023-12-31/set/Makefile/1.1/", f"/sets/{'x' * 300}/"])
def test_the_name_of_a_set_is_never_taken_for_a_file(client, communes, tmp_path, monkeypatch, path):
    (tmp_path / "Makefile").write_text("set: x")
    monkeypatch.chdir(tmp_path)
    assert client.get(path).status_code == 404
