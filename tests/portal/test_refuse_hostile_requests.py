"""Addresses and questions that nobody honest would send end in an answer, never in a failure."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from openntm.office.models import Person, Post
from openntm.office.roles import Role
from openntm.places.models import Place, PlaceVersion

SET = "commune_ntm_2021_2025"
CODES = ["218", "07450", "%00", "..%2f..%2fetc", "%27%22%3Cx%3E", "2" * 300, "%ED%A0%80", "21８", "Đông-Hưng"]
DAYS = ["2023-02-30", "0001-01-01", "9999-12-31", "0000-01-01", "20231231", "x", "%00", "２０２３-12-31", "2030-01-01"]
TAILS = [
    "",
    f"set/{SET}/4.2/",
    f"why/{SET}/4.2/",
    "why/%00/%00/",
    "gaps/",
    "trends/",
    "map/",
    "conflicts/",
    "unverified/",
    "completeness/",
    "targets/",
    "directives/",
    "directives/99999999999999999999999/",
    "directives/directives.csv",
    "titles/",
    "history/",
    "changes/",
    "document-templates/",
    "document-templates/..%2fx/",
    "document-templates/recognition.decision/",
    "document-templates/recognition.decision/default.docx",
    "figures/",
    "figures/import/",
    "figures/disagreements/",
    "figures/frozen/",
    "figures/frozen/99999999999999999999999/",
    f"figures/{SET}/1/",
    f"figures/{SET}/1/try/?figure-1.1=%00",
]
QUESTIONS = [
    "page=99999999999999999999999&sort=place",
    "page=-1",
    "sort=%00",
    "level=../..",
    "table=%0d%0aX:%20y&format=csv",
    "q=" + "a" * 5000,
]
OTHERS = [
    "/places/search/?q=%00",
    "/places/search/?q=%25_&on=x",
    "/sets/%00/",
    "/files/99999999999999999999999/",
    "/files/99999999999999999999999/copy/",
    "/Q/%27%00",
    "/q/" + "a" * 300,
    "/verify/%ED%A0%80/",
    "/verify/x%00/",
    "/print-outs/99999999999999999999999.pdf",
    "/print-outs/1.exe",
    "/print-outs/99999999999999999999999/withdraw/",
    "/log/?page=x&from=x&to=%00",
    "/log/log.exe",
    "/people/?q=%00",
    "/people/99999999999999999999999/",
    "/go/?day=x&at=%00",
    "/api/v1/overview?on=0001-01-01",
    "/api/v1/overview?on=9999-12-31&place=%00",
    "/api/v1/places?on=9999-12-31&q=%00",
    "/api/v1/places/%00?on=2023-12-31",
    "/api/v1/figures?on=2023-12-31&page=100000&size=500&measure=%00",
    "/api/v1/assessments?on=2023-12-31&set_id=%00",
    "/api/v1/assessments/99999999999999999999999",
]


def unit(code, kind, parent=None):
    place = Place.objects.create(key=f"t-{code}")
    start = date(2011, 1, 1)
    PlaceVersion.objects.create(place=place, code=code, name=code, kind=kind, parent=parent, valid_from=start)
    return place


@pytest.fixture(params=["a stranger", "an administrator and officer"])
def somebody(request, db):
    district = unit("218", "huyen")
    unit("07450", "xa", district)
    client = Client()
    if request.param != "a stranger":
        person = Person.objects.create_user("an", password="correct horse")
        for role in (Role.ADMINISTRATOR, Role.OFFICE):
            Post.objects.create(person=person, place=district, role=role, valid_from=date(2011, 1, 1))
        client.force_login(person, backend="openntm.office.sign_in.Backend")
    return client


def failures(client, addresses):
    """The test client lets a failure of a view through, so that it is seen here."""
    return [at for at in addresses if client.get(at).status_code >= 500]


def odd(tail):
    return [f"/{code}/2023-12-31/{tail}" for code in CODES] + [f"/218/{day}/{tail}" for day in DAYS]


@pytest.mark.slow  # a thousand pages: every odd code and day with every page
@pytest.mark.parametrize("tail", TAILS)
def test_odd_codes_and_days_get_an_answer(somebody, tail):
    assert failures(somebody, odd(tail)) == []


@pytest.mark.parametrize("first", range(3))
def test_each_odd_code_and_day_gets_an_answer_of_some_pages(somebody, first):
    """And each page meets four of them, the next page those that follow."""
    for at, tail in enumerate(TAILS[first::3]):
        addresses = odd(tail)
        assert failures(somebody, [addresses[(2 * at + one) % len(addresses)] for one in range(4)]) == []


@pytest.mark.parametrize("tail", ["", "gaps/", "trends/", "map/", "conflicts/", "unverified/", f"set/{SET}/4.2/"])
def test_odd_questions_get_an_answer(somebody, tail):
    assert failures(somebody, [f"/218/2023-12-31/{tail}?{question}" for question in QUESTIONS]) == []


@pytest.mark.postgres  # a NUL, a huge number and a far day trouble one engine and not the other
def test_other_addresses_get_an_answer(somebody):
    assert failures(somebody, OTHERS) == []


@pytest.mark.parametrize("day", ["2010-12-31", "2011-01-01", "2015-06-30", "2030-06-30", "9999-12-31"])
def test_days_without_anything_have_pages_that_say_so(somebody, day):
    answer = somebody.get(f"/218/{day}/")
    assert answer.status_code == (404 if day < "2011" else 200)
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nothing_leads_to_another_host(somebody, to):
    for answer in (
        somebody.post("/language/", {"language": "en", "next": to}),
        somebody.get("/go/", {"day": "2023-12-31", "at": to}),
    ):
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


@pytest.mark.django_db
def test_sign_in_leads_to_no_other_host(client):
    Person.objects.create_user("an", password="correct horse")
    given = {"login": "an", "password": "correct horse", "next": "https://evil.example/"}
    answer = client.post("/sign-in/?next=https://evil.example/", given)
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]


def test_an_unknown_host_is_refused(somebody):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ALLOWED_HOSTS", ["localhost"])
        assert somebody.get("/sets/", headers={"host": "evil.example"}).status_code == 400


def test_a_name_of_a_file_carries_no_header(somebody):
    answer = somebody.get("/218/2023-12-31/conflicts/?format=csv&table=conflicts%0d%0aX-Evil:%20y")
    assert "X-Evil" not in answer.headers
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/218/2023-12-31/", "/sets/", "/sign-in/", "/places/search/?q=x", "/nothing/"])
def test_every_page_carries_the_headers_that_protect_it(somebody, path):
    headers = somebody.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


WRITES = [
    "/sign-in/",
    "/sign-out/",
    f"/07450/2023-12-31/figures/{SET}/1/",
    f"/07450/2023-12-31/figures/{SET}/1/evidence/",
    "/07450/2023-12-31/figures/import/",
    "/218/2023-12-31/figures/disagreements/",
    "/218/2023-12-31/figures/frozen/",
    "/people/add/",
    "/account/tokens/add/",
    "/account/password/",
]


@pytest.mark.parametrize("path", WRITES)
def test_every_write_asks_for_the_token_of_its_page(somebody, path):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = somebody.cookies
    assert strict.post(path, {"layer": "self"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/218/2023-12-31/",
        "/07450/2023-12-31/",
        "/sets/",
        "/places/search/?q=x",
        "/218/2023-12-31/history/",
        "/nothing/",
    ],
)
@pytest.mark.django_db
def test_who_only_reads_gets_no_cookie(client, path):
    unit("218", "huyen")
    assert not client.get(path).cookies
