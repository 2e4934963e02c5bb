"""The front door: a visitor finds their commune and the pages behind each question, without a cookie."""

import re
from datetime import date

import pytest
from django.test import override_settings

from luc_nam import load_luc_nam
from openntm.office.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def luc_nam(db):
    load_luc_nam()
    with override_settings(FIRST_DAY=date(2023, 12, 31), FIRST_PLACE="218"):
        yield


def links(page):
    return re.findall(r'<ul class="doors">.*?</ul>', page, re.S)[0].split('href="')[1:]


def test_a_visitor_sees_the_questions_for_the_first_unit_without_a_cookie(client, luc_nam):
    answer = client.get("/")
    page = answer.content.decode()
    assert "Xã tôi đang ở mức nào?" in page
    assert "23/23 xã đạt chuẩn nông thôn mới, trong đó 3 xã nâng cao." in page
    assert 'href="/218/2023-12-31/"' in page
    assert not answer.cookies


@pytest.mark.slow  # asks for many pages
def test_every_door_opens(client, luc_nam):
    for path in ("/", "/?place=07486"):
        for link in links(client.get(path).content.decode()):
            assert client.get(link.partition('"')[0]).status_code == 200


def test_a_commune_is_found_without_accents_and_by_its_old_name(client, luc_nam):
    assert 'href="?place=07486"' in client.get("/", {"q": "nghia phuong"}).content.decode()
    page = client.get("/", {"q": "huyen son"}).content.decode()
    assert "Huyền Sơn" in page
    assert 'nay là <a href="?place=07486"' in page


def test_what_is_not_found_is_said(client, luc_nam):
    assert "Không tìm thấy" in client.get("/", {"q": "khong co dau"}).content.decode()


def test_a_merged_commune_says_that_its_title_is_not_confirmed(client, luc_nam):
    assert "theo quy định khi sáp nhập" in client.get("/", {"place": "07486"}).content.decode()


def test_a_code_that_nobody_bears_shows_the_first_unit(client, luc_nam):
    assert "huyện Lục Nam" in client.get("/", {"place": "99999"}).content.decode()


def test_somebody_signed_in_goes_to_their_overview_but_may_come_back(client, luc_nam):
    client.force_login(Person.objects.create_user("an", password="correct horse"))
    assert client.get("/").headers["location"] == "/218/2023-12-31/"
    assert client.get("/", {"place": "07486"}).status_code == 200


def test_without_any_place_the_page_says_what_is_missing(client):
    assert "openntm prepare" in client.get("/").content.decode()
