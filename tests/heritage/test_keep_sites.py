"""A site is kept by the officers of its commune; custodians follow one another; what ended keeps its page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from heritage.conftest import AT, picture
from openntm.codes.models import Code
from openntm.heritage.models import Site
from openntm.heritage.services import files, refusals, sites
from openntm.office.access import today
from openntm.office.models import LogEntry


def changes():
    return " ".join(str(one.changes) for one in LogEntry.objects.all())


def test_a_site_is_added_with_its_own_source_and_the_log_keeps_no_position(village, site):
    assert site.source_title == "Sổ của xã Nghĩa Phương"
    assert site.verified
    assert LogEntry.objects.get(verb="site.add").by == village.an
    assert "21.23457" not in changes()
    assert "106.51234" not in changes()


@pytest.mark.parametrize("who", ["be", "lan", "so", "chi", "dung"])
def test_others_keep_no_sites(village, site, who):
    with pytest.raises(PermissionDenied):
        sites.change_site(by=getattr(village, who), pk=site.pk, hamlet="X")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"name": "Đền  Thử"}, refusals.SiteKnown),
        ({"name": "A", "latitude": Decimal("21.2")}, refusals.PositionHalf),
        ({"name": "A", "latitude": Decimal("48.8"), "longitude": Decimal("2.3")}, refusals.PositionOutside),
        ({"name": "A", "decided_on": date(2999, 1, 1)}, refusals.DecidedAhead),
    ],
)
def test_what_cannot_be_is_refused(village, site, given, refusal):
    with pytest.raises(refusal):
        sites.add_site(by=village.an, place=village.commune, **given)
    assert Site.objects.count() == 1


def test_a_site_is_not_within_itself(village, site):
    with pytest.raises(refusals.SiteWithinItself):
        sites.change_site(by=village.an, pk=site.pk, within=site)


def test_the_database_refuses_half_a_position(site):
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(pk=site.pk).update(latitude=None)


def test_custodians_follow_one_another_and_their_persons_stay_inside(village, site, client, signed):
    first, second = date(2020, 1, 1), date(2025, 7, 1)
    given = {"person": "Người Kín", "phone": "0900000001"}
    sites.hand_over_site(by=village.an, pk=site.pk, body="Ban quản lý cũ", day=first)
    sites.hand_over_site(by=village.an, pk=site.pk, body="Ban quản lý mới", day=second, **given)
    assert [(one.body, one.valid_to) for one in site.custodians.all()] == [
        ("Ban quản lý mới", None),
        ("Ban quản lý cũ", second),
    ]
    with pytest.raises(refusals.DayTooEarly):
        sites.hand_over_site(by=village.an, pk=site.pk, body="X", day=second)
    with pytest.raises(refusals.DayAhead):
        sites.hand_over_site(by=village.an, pk=site.pk, body="X", day=today() + timedelta(days=1))
    assert "Người Kín" not in changes()
    page = AT + f"{site.pk}/"
    assert "Người Kín" in signed(village.an).get(page).content.decode()
    for answer in (signed(village.so).get(page), client.get(f"/heritage/{site.pk}/"), client.get(AT)):
        text = answer.content.decode()
        assert "Ban quản lý mới" in text
        assert "Người Kín" not in text
        assert "0900000001" not in text


def test_a_site_ends_with_a_reason_and_keeps_its_page(village, site, client):
    with pytest.raises(refusals.ReasonMissing):
        sites.end_site(by=village.an, pk=site.pk, day=today(), reason=" ")
    sites.end_site(by=village.an, pk=site.pk, day=date(2026, 1, 5), reason="Ghi trùng")
    assert "Ghi trùng" in client.get(f"/heritage/{site.pk}/").content.decode()
    assert "Đền Thử" not in client.get(AT).content.decode()
    assert "Đền Thử" in client.get("/07486/2026-01-04/heritage/").content.decode()
    with pytest.raises(refusals.SiteEnded):
        sites.change_site(by=village.an, pk=site.pk, hamlet="X")
    assert LogEntry.objects.filter(verb="site.end").exists()


def test_the_forms_answer_and_write(village, site, signed):
    keeper = signed(village.an)
    sent = {
        "name": "Hang Thử",
        "kind": "scenic",
        "rank": "unstated",
        "is_sensitive": "on",
        "parts": "hang trên\nhang dưới",
    }
    assert keeper.post(AT + "add/", sent).status_code == 302
    assert Site.objects.get(name="Hang Thử").part_names == ["hang trên", "hang dưới"]
    assert keeper.post(AT + "add/", sent).status_code == 422
    one = AT + f"{site.pk}/"
    for page in ("change/", "end/", "custodian/", "files/add/", "poster/"):
        assert keeper.get(one + page).status_code == 200
        assert signed(village.be).get(one + page).status_code == 404
    for page in ("change/", "end/", "custodian/", "files/add/"):
        assert signed(village.so).get(one + page).status_code == 403
    assert keeper.post(one + "custodian/", {"body": "Thôn Thử", "day": "2026-01-02"}).status_code == 302
    assert keeper.post(one + "end/", {"day": "2026-01-02", "reason": "Thử"}).status_code == 302


def test_changing_without_a_source_keeps_the_source(village, site, signed):
    sent = {"name": "Đền Thử", "kind": "historical", "rank": "national", "latitude": "21,3", "longitude": "106,5"}
    assert signed(village.an).post(AT + f"{site.pk}/change/", sent).status_code == 302
    site.refresh_from_db()
    assert (site.rank, site.source_title, site.is_sensitive) == ("national", "Sổ của xã Nghĩa Phương", False)


def test_a_picture_is_shown_as_its_copy_without_position_and_taken_away_again(village, site, client, signed):
    one = files.add_file(by=village.an, pk=site.pk, file=picture(), caption="Cổng đền")
    shown = client.get(f"/heritage/{site.pk}/pictures/{one.pk}/")
    assert shown.content.startswith(b"\xff\xd8")
    assert b"Exif" not in shown.content
    assert b"Exif" in signed(village.an).get(AT + f"{site.pk}/files/{one.pk}/").content
    assert signed(village.so).get(AT + f"{site.pk}/files/{one.pk}/").status_code == 403
    assert signed(village.so).get(f"/files/{one.file_id}/").status_code == 404
    assert "Cổng đền" in client.get(f"/heritage/{site.pk}/").content.decode()
    with pytest.raises(refusals.FileKnown):
        files.add_file(by=village.an, pk=site.pk, file=picture(), caption="Lại")
    assert signed(village.an).post(AT + f"{site.pk}/files/{one.pk}/hide/").status_code == 302
    assert client.get(f"/heritage/{site.pk}/pictures/{one.pk}/").status_code == 404
    assert "Cổng đền" not in client.get(f"/heritage/{site.pk}/").content.decode()


def test_the_poster_bears_one_code_that_leads_to_the_story(village, site, client, signed):
    page = AT + f"{site.pk}/poster/"
    assert signed(village.so).post(page).status_code == 403
    for _again in range(2):
        assert signed(village.an).post(page).status_code == 302
    code = Code.objects.get(kind="heritage", key=str(site.pk))
    assert client.get(f"/Q/{code.token}").url == f"/heritage/{site.pk}/"
    assert "svg" in signed(village.so).get(page).content.decode()
