"""A digital team records its sessions on a phone, signs them, and names nobody who was helped."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.models import LogEntry, LogParticulars
from openntm.services.forms.team import SessionFields
from openntm.services.models import Session, Team
from openntm.services.queries.team import months_of, topics_of
from openntm.services.services import team as services
from openntm.services.services.refusals import (
    BeforeTheTeam,
    DayAhead,
    MoreThanHelped,
    SignedAlready,
    TeamEnded,
    TeamKnown,
)

from .conftest import START, TODAY

HERE = f"/07486/{TODAY}/sessions/"
TOPICS = {("", "vneid"): 4, ("dang-ky-khai-sinh", ""): 3}


def recorded(land, by=None, **changed):
    kept = {"team": land.team.pk, "place": land.hamlet, "day": TODAY, "hours": Decimal(3), "helpers": 2, "people": 6}
    return services.record_session(by=by or land.to, **kept | {"topics": TOPICS} | changed)


def test_a_session_is_recorded_and_logged_without_names(land):
    one = recorded(land)
    assert {(row.slug, row.skill, row.count) for row in one.helped.all()} == {
        ("", "vneid", 4),
        ("dang-ky-khai-sinh", "", 3),
    }
    assert LogEntry.objects.get(verb="session.record").by == land.to


def test_only_signed_sessions_count(land):
    one = recorded(land)
    assert months_of(Session.objects.all()) == []
    services.sign_session(by=land.to, pk=one.pk)
    month = months_of(Session.objects.all())[0]
    assert (month.first, month.sessions, month.people) == (TODAY.replace(day=1), 1, 6)
    assert [total for _name, total in topics_of(Session.objects.all())] == [4, 3]
    assert LogEntry.objects.filter(verb="session.sign").exists()


def test_a_signed_session_is_neither_changed_nor_signed_again(land):
    one = recorded(land)
    services.sign_session(by=land.an, pk=one.pk)
    with pytest.raises(SignedAlready):
        services.sign_session(by=land.to, pk=one.pk)
    with pytest.raises(SignedAlready):
        services.change_session(by=land.to, pk=one.pk, day=TODAY, hours=Decimal(1), helpers=1, people=1, topics={})


def test_an_open_session_is_changed_and_the_log_says_what(land):
    one = recorded(land)
    services.change_session(by=land.to, pk=one.pk, day=TODAY, hours=Decimal(1), helpers=1, people=2, topics={})
    one.refresh_from_db()
    assert (one.people, one.helped.count()) == (2, 0)
    assert "people" in LogEntry.objects.get(verb="session.change").changes


def test_bad_sessions_are_refused(land):
    with pytest.raises(DayAhead):
        recorded(land, day=TODAY + timedelta(days=1))
    with pytest.raises(BeforeTheTeam):
        recorded(land, day=START - timedelta(days=1))
    with pytest.raises(MoreThanHelped):
        recorded(land, people=3)
    services.end_team(by=land.an, pk=land.team.pk, day=TODAY)
    with pytest.raises(TeamEnded):
        recorded(land)
    with pytest.raises(TeamEnded):
        services.end_team(by=land.an, pk=land.team.pk, day=TODAY)


def test_the_wrong_people_are_refused(land):
    for person in (land.be, land.chi, land.dung):
        with pytest.raises(Team.DoesNotExist):
            recorded(land, by=person)
    for person in (land.mat, land.lan):  # they read there and record nothing
        with pytest.raises(PermissionDenied):
            recorded(land, by=person)


def test_a_team_is_entered_once(land):
    kept = {"place": land.hamlet, "members": 4, "valid_from": START}
    with pytest.raises(TeamKnown):
        services.add_team(by=land.an, name="Tổ thôn Thử", **kept)
    services.add_team(by=land.an, name="Tổ hai", head="Giáp Thí Dụ", **kept)
    entry = LogEntry.objects.get(verb="team.add")
    assert "Giáp" not in entry.changes
    assert "Giáp" in LogParticulars.objects.get(entry=entry).changes


def sent(land, **changed):
    kept = {"team": land.team.pk, "place": land.hamlet.pk, "day": TODAY.isoformat(), "hours": "2,5", "helpers": "2"}
    kept |= {"people": "6", "skill-vneid": "4", "slug-1": "dang-ky-khai-sinh", "count-1": "3"}
    return kept | changed


def test_the_team_records_and_signs_on_its_pages(land, client):
    client.force_login(land.to)
    assert "Tổ thôn Thử" in client.get(HERE).content.decode()
    answer = client.post(HERE + "add/", sent(land))
    one = Session.objects.get()
    assert (answer.status_code, one.hours, one.helped.count()) == (302, Decimal("2.5"), 2)
    assert client.get(answer.url).status_code == 200
    assert client.get(f"{answer.url}change/").status_code == 200
    assert client.post(f"{answer.url}change/", sent(land, people="8")).status_code == 302
    assert client.post(answer.url).status_code == 302
    one.refresh_from_db()
    assert (one.people, one.state, one.signed_by) == (8, "signed", land.to)
    assert client.post(answer.url).status_code == 302  # told that it is signed
    for query in ({"format": "csv"}, {"format": "xlsx"}, {"sort": "people"}):
        assert client.get(HERE, query).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"people": ""},
        {"people": "3"},
        {"count-1": ""},
        {"slug-2": "dang-ky-khai-sinh", "count-2": "1"},
        {"helpers": "0"},
        {"hours": "25"},
    ],
)
def test_wrong_entries_are_told_at_their_field(land, client, changed):
    client.force_login(land.to)
    assert client.post(HERE + "add/", sent(land, **changed)).status_code == 422
    assert not Session.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("to", 200), ("an", 200), ("lan", 200), ("be", 404), ("dung", 404)])
def test_sessions_are_seen_by_who_records_or_reads_there(land, client, who, status):
    client.force_login(getattr(land, who))
    assert client.get(HERE).status_code == status


def test_the_head_of_a_team_is_shown_to_who_records_and_to_nobody_else(land, client):
    for who, shown in (("an", True), ("lan", False)):
        client.force_login(getattr(land, who))
        assert ("Giáp Thí Dụ" in client.get(HERE).content.decode()) is shown


def test_teams_are_entered_and_ended_on_their_pages(land, client):
    client.force_login(land.an)
    given = {"place": land.hamlet.pk, "name": "Tổ hai", "members": "3", "valid_from": "2026-01-01"}
    assert client.post(f"/07486/{TODAY}/teams/add/", given).status_code == 302
    address = f"/07486/{TODAY}/teams/{land.team.pk}/end/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"day": TODAY.isoformat()}).status_code == 302
    assert Team.objects.get(pk=land.team.pk).ended_on == TODAY
    client.force_login(land.mat)
    assert client.get(f"/07486/{TODAY}/teams/add/").status_code == 403


def test_the_list_asks_the_database_a_constant_number_of_times(land, client, django_assert_max_num_queries):
    for _number in range(8):
        recorded(land)
    client.force_login(land.to)
    with django_assert_max_num_queries(40):
        client.get(HERE)


@given(st.dictionaries(st.sampled_from(["vneid", "online", "other"]), st.integers(0, 9999)))
def test_the_form_gives_back_every_number_above_zero(counts):
    data = {"day": "2026-01-01", "hours": "1", "helpers": "1", "people": "9999"}
    form = SessionFields(data | {f"skill-{key}": str(n) for key, n in counts.items()}, procedures=[])
    assert form.is_valid()
    assert form.cleaned_data["topics"] == {("", key): n for key, n in counts.items() if n}


def test_without_a_team_the_form_of_a_session_leads_to_that_of_a_team(land, client):
    Team.objects.all().delete()
    client.force_login(land.to)
    here = f"/07486/{TODAY.isoformat()}/"
    assert client.get(here + "sessions/add/").headers["Location"] == here + "teams/add/"


def test_head_and_telephone_of_a_team_are_for_those_who_record_there(land, client):
    for who, shown in (("to", True), ("an", True), ("lan", False), ("so", False)):
        client.force_login(getattr(land, who))
        page = client.get(HERE).content.decode()
        assert ("Giáp Thí Dụ" in page or "0900000000" in page) is shown, who
        assert "Giáp Thí Dụ" not in client.get(HERE + "?format=csv").content.decode()
