"""The front door: a visitor finds their commune and the pages behind each question, without a cookie."""

import re
from datetime import date

import pytest
from django.test import override_settings
from django.utils import timezone

from luc_nam import load_luc_nam
from openntm.assessment.models import Figure
from openntm.office.access import today
from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.queries import bearer_of, place_at
from openntm.portal.front.doors import there_today
from openntm.recognition.models import TitleRecord
from openntm.support.models import Call, Kind, Scheme, SchemeTerms
from openntm.works.models import Work
from orchard import make_orchard
from village import make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def luc_nam(db):
    load_luc_nam()
    with override_settings(FIRST_DAY=date(2023, 12, 31), FIRST_PLACE="218"):
        yield


def links(page):
    return "".join(re.findall(r'<ul class="doors">.*?</ul>', page, re.S)).split('href="')[1:]


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


def test_a_district_that_has_ended_speaks_for_its_last_day(client, luc_nam):
    page = client.get("/", {"place": "218"}).content.decode()
    assert "30/06/2025" in page


def test_what_one_can_do_is_said_of_today_by_who_answers_there_now(client, luc_nam):
    page = client.get("/").content.decode()
    assert f'href="/24/{today().isoformat()}/guides/"' in page
    assert f'href="/24/{today().isoformat()}/support/schemes/"' in page
    assert "0 hướng dẫn" not in page
    merged = place_at("07450", date(2023, 12, 31))
    became, on = there_today(merged, date(2023, 12, 31))
    assert (became.name, on) == ("Đông Phú", today())


def test_an_invented_title_is_not_said_to_be_held(client, luc_nam):
    unit = place_at("07486", date(2025, 7, 1)).place
    TitleRecord.objects.filter(place=unit).update(illustrative=True)
    assert "Chưa có danh hiệu nào" in client.get("/", {"place": "07486"}).content.decode()


def test_what_nobody_counted_is_not_nought(client, luc_nam):
    TitleRecord.objects.all().update(illustrative=True)
    Figure.objects.filter(measure__startswith="title.").update(current=False)
    page = client.get("/").content.decode()
    assert "Chưa xác định được bao nhiêu xã giữ danh hiệu" in page


def test_calls_are_counted_of_who_pays_here_and_not_of_other_communes(client, luc_nam):
    call = call_of("07486")
    assert "Đang mở 1 đợt nhận đơn" in client.get("/", {"place": "07486"}).content.decode()
    assert "đợt nhận đơn" not in client.get("/", {"place": "07492"}).content.decode()
    Call.objects.filter(pk=call.pk).update(illustrative=True)
    assert "đợt nhận đơn" not in client.get("/", {"place": "07486"}).content.decode()


def call_of(code):
    unit = place_at(code, today()).place
    scheme = Scheme.objects.create(place=unit, key="thu", kind=Kind.STAMPS, title_vi="Thử", source_title="Thử")
    terms = SchemeTerms.objects.create(scheme=scheme, valid_from=date(2025, 1, 1), amount_published=False)
    given = {"title": "Thử", "year": today().year, "opened_at": timezone.now()}
    return Call.objects.create(scheme=scheme, terms=terms, opens=today(), closes=today(), **given)


def test_somebody_signed_in_goes_to_their_overview_but_may_come_back(client, luc_nam):
    client.force_login(Person.objects.create_user("an", password="correct horse"))
    assert client.get("/").headers["location"] == "/218/2023-12-31/"
    assert client.get("/", {"place": "07486"}).status_code == 200


@pytest.mark.parametrize(
    ("role", "code", "home"),
    [
        (Role.COMMUNE_OFFICER, "07486", "/07486/{today}/"),
        (Role.PRODUCER, "07486", "/07486/{today}/"),  # nobody's diary is in their keeping
        (Role.SUPERVISOR, "07486", "/field/"),
        (Role.OFFICE, "24", "/24/{today}/"),
        (Role.COMMUNE_OFFICER, "07450", "/218/2023-12-31/"),  # whose unit has ended
    ],
)
def test_somebody_with_a_post_begins_at_their_own_work(client, luc_nam, role, code, home):
    person = Person.objects.create_user("an", password="correct horse")
    place = bearer_of(code, date(2023, 12, 31) if code == "07450" else today()).place
    Post.objects.create(person=person, place=place, role=role, valid_from=date(2020, 1, 1))
    client.force_login(person)
    address = client.get("/").headers["location"]
    assert address == home.format(today=today().isoformat())
    assert client.get(address).status_code == 200


def test_who_keeps_a_producer_begins_at_the_diary(client, db):
    client.force_login(make_orchard().htx)
    address = client.get("/").headers["location"]
    assert address.endswith(f"/{today().isoformat()}/produce/diary/")
    assert client.get(address).status_code == 200


def test_without_any_place_the_page_says_what_is_missing(client):
    assert "openntm prepare" in client.get("/").content.decode()


def test_a_real_work_is_told_with_the_board_that_watches_it(client):
    make_village()
    page = client.get("/", {"place": "07486"}).content.decode()
    assert "1 công trình đang thi công, trong đó 0 công trình có Ban giám sát" in page
    Work.objects.update(illustrative=True)
    assert "công trình đang thi công" not in client.get("/", {"place": "07486"}).content.decode()


@pytest.mark.slow  # asks for every file
def test_every_file_of_open_data_can_be_taken_without_a_cookie(client, luc_nam):
    answer = client.get("/open-data/", {"place": "07486"})
    page = answer.content.decode()
    assert 'rel="license"' in page
    table = "".join(re.findall(r"<tbody>.*?</tbody>", page, re.S))
    files = re.findall(r'href="([^"]+)"', table)
    assert len(files) > 15
    for address in files:
        found = client.get(address)
        assert found.status_code == 200 or address == "/open-data/works.json", address  # there is no work yet
        assert not found.cookies
        assert "html" not in found.headers["content-type"] or found.status_code == 404, address
        if address.endswith("csv"):
            assert "https://creativecommons.org/licenses/by/4.0/" in found.content.decode().splitlines()[0], address
