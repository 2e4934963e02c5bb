"""The log and stored files as pages: for whom, in what words, and what can be taken away."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from openntm.office import log, services
from openntm.office.access import today
from openntm.office.files import keep
from openntm.office.models import LogEntry
from openntm.office.roles import Role

from .test_keep import photo


@pytest.fixture
def acts(land, somebody):
    an = somebody("an")
    log.record(
        an,
        "post.give",
        land.a,
        before={"role": "commune_officer"},
        after={"role": "leader"},
        place=land.a,
        reason="=1+1",
    )
    log.record(an, "post.end", land.c, place=land.c)
    log.record(an, "person.add", an, after={"display_name": "An", "is_active": True})
    return an


def numbers(answer):
    return re.findall(r'class="num">(\d+)</th>', answer.content.decode())


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        (Role.ADMINISTRATOR, "tinh", ["3", "2", "1"]),
        (Role.ADMINISTRATOR, "west", ["3", "2"]),
        (Role.OFFICE, "east", ["1"]),
        (Role.OFFICE, "c", ["2"]),
    ],
)
def test_each_sees_the_acts_at_their_places_newest_first(client, land, somebody, acts, role, place, seen):
    client.force_login(somebody("x", role, getattr(land, place)))
    assert numbers(client.get("/log/")) == seen


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.APPRAISER, Role.LEADER])
def test_others_do_not_see_the_log(client, land, somebody, role):
    client.force_login(somebody("x", role, land.tinh))
    assert client.get("/log/").status_code == client.get("/log/log.csv").status_code == 403


def test_the_page_says_before_and_after_in_words(client, land, somebody, acts):
    client.force_login(somebody("x", Role.ADMINISTRATOR, land.tinh))
    page = client.get("/log/").content.decode()
    assert "giao chức vụ" in page
    assert "vai trò: <del>cán bộ xã</del> → <ins>lãnh đạo</ins>" in page
    assert "họ và tên: An" in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [("verb=post.end", ["2"]), ("place=07450", ["1"]), ("who=nobody", []), ("since=2999-01-01", []), ("until=x", [])],
)
def test_the_log_is_filtered(client, land, somebody, acts, query, seen):
    client.force_login(somebody("x", Role.ADMINISTRATOR, land.tinh))
    assert numbers(client.get(f"/log/?{query}")) == seen


def test_the_log_is_paged_at_fifty_in_a_fixed_number_of_queries(client, land, somebody, django_assert_max_num_queries):
    for _ in range(60):
        log.record(None, "x.y", land.a, place=land.a)
    client.force_login(somebody("x", Role.OFFICE, land.tinh))
    with django_assert_max_num_queries(30):
        assert len(numbers(client.get("/log/"))) == 50
    assert len(numbers(client.get("/log/?page=2"))) == 10
    assert len(numbers(client.get("/log/?page=99999999999999999999"))) == 10


def test_the_log_can_be_taken_away_without_formulas(client, land, somebody, acts):
    client.force_login(somebody("x", Role.ADMINISTRATOR, land.tinh))
    text = client.get("/log/log.csv").content.decode("utf-8-sig")
    assert text.startswith('"OpenNTM, nhật ký thao tác')
    assert ",'=1+1" in text
    sheet = load_workbook(io.BytesIO(client.get("/log/log.xlsx?verb=post.give").content)).active
    assert [cell.value for cell in sheet[2]][:3] == ["Số", "Thời điểm", "Người thực hiện"]
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == [1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert client.get("/log/log.exe").status_code == 404


@pytest.fixture
def kept(land, somebody):
    return keep(
        SimpleUploadedFile("Ảnh đường.jpg", photo()), somebody("an", Role.COMMUNE_OFFICER, land.a), place=land.a
    )


def test_a_file_is_handed_out_as_an_attachment_to_who_may_read_there(client, land, somebody, kept):
    client.force_login(somebody("x", Role.LEADER, land.east))
    answer = client.get(f"/files/{kept.pk}/")
    assert answer.content == photo()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_of_another_place_does_not_exist(client, land, somebody, kept):
    client.force_login(somebody("x", Role.OFFICE, land.west))
    assert client.get(f"/files/{kept.pk}/").status_code == 404


def test_a_token_reads_for_its_person_until_it_is_withdrawn(client, land, somebody, settings):
    an = somebody("an", Role.LEADER, land.a)
    settings.PUBLIC_PAGES = frozenset()
    token, secret = services.make_token(by=an, name="cổng", on=today())
    with_token = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/api/v1/openapi.json", **with_token).status_code == 200
    assert client.get("/account/", **with_token).status_code == 302  # a token opens the API alone
    client.force_login(an)
    assert "cổng" in client.get("/account/").content.decode()
    assert client.post(f"/account/tokens/{token.pk}/withdraw/").status_code == 302
    client.logout()
    assert client.get("/api/v1/openapi.json", **with_token).status_code == 401
    assert secret not in str(LogEntry.objects.values_list("changes", flat=True))
