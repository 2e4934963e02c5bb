"""A poster's codes lead to guides; their scans are counted by procedure and place."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.codes.models import Code, SingleDay
from openntm.office.models import LogEntry
from openntm.services.models import Poster, Session
from openntm.services.queries import counts_of
from openntm.services.queries.scans import months_until, scan_rows
from openntm.services.services.posters import codes_of, make_poster
from openntm.services.services.refusals import NoProcedures, UnknownProcedure

from .conftest import TODAY

SLUGS = ["dang-ky-khai-sinh", "dang-ky-ket-hon"]
PHONE = "Mozilla/5.0 (Linux; Android 14)"


def made(land, place=None, slugs=SLUGS):
    return make_poster(by=land.an, place=place or land.commune, slugs=slugs)


def test_a_poster_is_logged_and_its_codes_stay_the_same(land):
    before = {slug: code.token for slug, code in codes_of(made(land)).items()}
    assert set(before) == {"", *SLUGS}
    after = codes_of(made(land, slugs=SLUGS[:1]))
    assert {slug: code.token for slug, code in after.items()} == {slug: before[slug] for slug in ("", SLUGS[0])}
    assert Code.objects.count() == 3
    assert LogEntry.objects.filter(verb="procedure.poster").count() == 2


def test_each_place_has_codes_of_its_own(land):
    office, house = codes_of(made(land)), codes_of(made(land, land.hamlet))
    assert office[SLUGS[0]].token != house[SLUGS[0]].token


def test_the_codes_lead_to_the_guide_and_to_all_guides(land, client):
    codes = codes_of(made(land, land.hamlet))
    answer = client.get(f"/Q/{codes[SLUGS[0]].token}")
    assert answer.url == "/guide/dang-ky-khai-sinh/?at=07486"
    assert client.get(f"/Q/{codes[''].token}").url == f"/07486/{TODAY}/guides/"


def test_a_scan_is_a_number_a_day_and_robots_are_none(land, client):
    codes = codes_of(made(land))
    for agent in (PHONE, PHONE, "Googlebot/2.1", "", "facebookexternalhit/1.1"):
        client.get(f"/Q/{codes[SLUGS[0]].token}", HTTP_USER_AGENT=agent)
    client.head(f"/Q/{codes[SLUGS[0]].token}", HTTP_USER_AGENT=PHONE)
    client.get(f"/Q/{codes[SLUGS[0]].token}?x=1", HTTP_USER_AGENT=PHONE)
    one = SingleDay.objects.get()
    assert (one.code.token, one.day, one.count) == (codes[SLUGS[0]].token, TODAY, 2)
    row = scan_rows(land.commune, TODAY)[0]
    assert (row.slug, row.place, row.total) == (SLUGS[0], "xã Nghĩa Phương", 2)
    assert scan_rows(land.other, TODAY) == []


def test_months_go_back_over_the_turn_of_the_year():
    assert months_until(date(2026, 2, 3), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_bad_posters_are_refused(land):
    with pytest.raises(NoProcedures):
        made(land, slugs=[])
    with pytest.raises(UnknownProcedure):
        made(land, slugs=["khong-co"])
    for person in (land.be, land.mat, land.lan, land.dung):
        with pytest.raises(PermissionDenied):
            make_poster(by=person, place=land.commune, slugs=SLUGS)


def test_the_pages_make_print_and_count(land, client):
    client.force_login(land.an)
    listed = client.get(f"/07486/{TODAY}/posters/").content.decode()
    assert "thôn Thử" in listed
    assert "chưa có áp phích" in listed
    here = f"/07486-01/{TODAY}/poster/"
    assert "Nơi này chưa có áp phích" in client.get(here).content.decode()
    assert client.post(here, {"slugs": "khong-co"}).status_code == 422
    assert client.post(here, {"slugs": SLUGS}).status_code == 302
    page = client.get(here + "?paper=a3").content.decode()
    assert page.count('class="guide-code"') == 3
    scans = f"/07486/{TODAY}/scans/"
    assert "Chưa có lượt quét nào" in client.get(scans).content.decode()
    client.get(f"/Q/{codes_of(Poster.objects.get())[SLUGS[0]].token}", HTTP_USER_AGENT=PHONE)
    for query in ({}, {"sort": "place"}, {"sort": "procedure", "order": "desc"}, {"format": "csv"}, {"format": "xlsx"}):
        assert client.get(scans, query).status_code == 200
    assert "1 lượt quét" in client.get(scans).content.decode()
    for who, status in (("lan", 403), ("dung", 404)):
        client.force_login(getattr(land, who))
        assert client.get(scans).status_code == status


def test_figures_count_posters_scans_and_signed_sessions(land, client):
    token = codes_of(made(land, land.hamlet))[SLUGS[0]].token
    client.get(f"/Q/{token}", HTTP_USER_AGENT=PHONE)
    given = {"team": land.team, "place": land.hamlet, "day": TODAY, "hours": 3, "helpers": 2}
    signed = {"state": "signed", "signed_at": "2026-01-01T00:00Z"}
    Session.objects.create(**given, people=7, **signed)
    Session.objects.create(**given, people=8)
    Session.objects.create(**given, people=9, illustrative=True, **signed)
    found = counts_of(land.commune, TODAY, TODAY)
    assert (found.guides >= 20, found.posters, found.scans, found.sessions, found.people) == (True, 1, 1, 2, 16)
    assert found.illustrative
    assert counts_of(land.other, TODAY, TODAY).scans == 0
