"""Campaigns, meetings with head-count and votes, broadcasts and materials are recorded and counted by month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.access import today
from openntm.office.models import LogEntry
from openntm.participation.models import Campaign, OutreachAct, Resolution
from openntm.participation.queries.outreach import months, reach
from openntm.participation.services import outreach as services
from openntm.participation.services import refused
from openntm.steering.models import Directive
from participation.gifts import AT, DAY
from village import make_village

PAGE = AT + "outreach/"


@pytest.fixture
def village(db):
    return make_village()


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def a_meeting(village, by=None, **given):
    first = {"kind": "meeting", "day": DAY, "subject": "Họp thôn bàn làm đường", "men": 30, "women": 25}
    return services.record_outreach(by=by or village.an, place=village.commune, **(first | given))


def a_broadcast(village, times=3, **given):
    first = {"kind": "broadcast", "day": DAY, "subject": "Thu gom rác", "times": times}
    return services.record_outreach(by=village.an, place=village.commune, **(first | given))


def test_a_meeting_is_recorded_with_its_head_count_and_its_minutes(village):
    paper = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 thu")
    made = a_meeting(village, invited=80, households=60, households_present=48, file=paper, text="Bàn góp công")
    assert (made.present, made.file.original_name) == (55, "bien-ban.pdf")
    entry = LogEntry.objects.get(verb="outreach.record")
    assert (entry.place_key, '"women":[null,25]' in entry.changes) == (village.commune.key, True)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"men": None}, refused.HeadCountMissing),
        ({"households": 10, "households_present": 11}, refused.HouseholdsWrong),
        ({"day": date(2999, 1, 1)}, refused.DayAhead),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused(village, given, rule):
    with pytest.raises(rule):
        a_meeting(village, **given)


@pytest.mark.parametrize("who", ["be", "lan", "so", "chi", "to", "dung"])
def test_nobody_else_records_outreach(village, who):
    with pytest.raises(PermissionDenied):
        a_meeting(village, by=getattr(village, who))
    pk = a_meeting(village).pk
    with pytest.raises((PermissionDenied, OutreachAct.DoesNotExist)):
        services.void_outreach(by=getattr(village, who), pk=pk, reason="x")


def test_a_meeting_decides_with_no_more_votes_than_people(village):
    meeting = a_meeting(village)
    norm = {"kind": "contribution", "text": "Mỗi hộ 02 ngày công", "thing": "labour", "quantity": Decimal(2)}
    made = services.record_resolution(
        by=village.mat, meeting=meeting.pk, votes_for=40, votes_against=10, work=village.work, **norm
    )
    assert (made.is_carried, made.norm_unit) == (True, "ngày công")
    plain = {"kind": "village_plan", "text": "Kế hoạch thôn", "votes_against": 10}
    assert not services.record_resolution(by=village.an, meeting=meeting.pk, votes_for=27, **plain).is_carried
    with pytest.raises(refused.MoreVotesThanPeople):
        services.record_resolution(by=village.an, meeting=meeting.pk, votes_for=46, **plain)
    with pytest.raises(refused.NormWrong):
        services.record_resolution(
            by=village.an, meeting=meeting.pk, votes_for=1, **plain, thing="labour", quantity=Decimal(2)
        )
    with pytest.raises(refused.NotAMeeting):
        services.record_resolution(by=village.an, meeting=a_broadcast(village).pk, votes_for=1, **plain)
    assert LogEntry.objects.filter(verb="resolution.record").count() == 2


def test_what_is_void_counts_no_more_and_stays_with_its_reason(village):
    meeting = a_meeting(village)
    services.void_outreach(by=village.an, pk=meeting.pk, reason="nhập hai lần")
    assert reach(OutreachAct.objects.all()).meetings == 0
    meeting.refresh_from_db()
    assert meeting.void_why == "nhập hai lần"
    for act in (
        lambda: services.void_outreach(by=village.an, pk=meeting.pk, reason="x"),
        lambda: services.record_resolution(
            by=village.an, meeting=meeting.pk, kind="other", text="x", votes_for=1, votes_against=0
        ),
    ):
        with pytest.raises(refused.AlreadyVoid):
            act()


def test_a_campaign_has_days_and_the_document_behind_it(village):
    directive = Directive.objects.create(number="1/KH-UBND", issued=DAY, issuer_vi="UBND", abstract_vi="Thử")
    begun = services.begin_campaign(
        by=village.an, place=village.commune, title="Ngày thứ Bảy", first_day=DAY, directive=directive, aim="Sạch"
    )
    a_broadcast(village, campaign=begun)
    with pytest.raises(refused.CampaignKnown):
        services.begin_campaign(by=village.an, place=village.commune, title="Ngày thứ  Bảy", first_day=DAY)
    with pytest.raises(refused.LastDayFirst):
        services.end_campaign(by=village.an, pk=begun.pk, last_day=DAY - timedelta(1))
    services.end_campaign(by=village.an, pk=begun.pk, last_day=DAY)
    page = signed(village.lan).get(PAGE).content.decode()
    for word in ("Ngày thứ Bảy", "1/KH-UBND", "1 hoạt động", "Sạch"):
        assert word in page, word
    with pytest.raises(PermissionDenied):
        services.end_campaign(by=village.lan, pk=begun.pk, last_day=DAY)
    with pytest.raises(Campaign.DoesNotExist):
        services.end_campaign(by=village.be, pk=begun.pk, last_day=DAY)


def test_readers_see_what_was_said_where_by_month_and_take_it_away(village):
    a_meeting(village)
    a_broadcast(village, day=DAY - timedelta(40))
    reader = signed(village.so)
    page = reader.get(PAGE).content.decode()
    for word in ("Họp thôn bàn làm đường", "06/2026", "04/2026", "55 người", "3 lần", "1 cuộc họp"):
        assert word in page, word
    assert "Họp thôn" not in reader.get(PAGE + "?q=thu+gom+rac").content.decode()
    assert "Không tìm thấy" in reader.get(PAGE + "?kind=poster").content.decode()
    assert "Họp thôn" in reader.get(PAGE + "?format=csv").content.decode()
    assert "Ghi cuộc họp" not in page
    assert signed(village.be).get(PAGE).status_code == 404


def test_each_kind_is_entered_on_its_form(village):
    client = signed(village.mat)
    common = {"day": DAY, "subject": "Bàn kế hoạch thôn"}
    answer = client.post(PAGE + "add/meeting/", common | {"men": 10, "women": 12})
    meeting = OutreachAct.objects.get()
    assert answer.url == f"{PAGE}{meeting.pk}/"
    for kind, more in (("broadcast", {}), ("material", {"kind": "poster"})):
        assert client.post(f"{PAGE}add/{kind}/", common | {"times": 5} | more).status_code == 302
    assert client.post(PAGE + "add/meeting/", common | {"men": 10}).status_code == 422
    assert client.get(PAGE + "add/nothing/").status_code == 404
    vote = {"kind": "contribution", "text": "Mỗi hộ 100.000 đồng", "votes_for": 20, "votes_against": 2}
    vote |= {"thing": "money", "quantity": "100000", "work": village.work.pk}
    assert client.post(f"{answer.url}resolutions/add/", vote | {"votes_for": 21}).status_code == 422
    assert client.post(f"{answer.url}resolutions/add/", vote).status_code == 302
    page = client.get(answer.url).content.decode()
    for word in ("100.000 đồng", "Tự nguyện", "10 nam, 12 nữ", "Đường trục thôn Thử"):
        assert word in page, word
    assert client.post(f"{answer.url}void/", {"reason": "nhầm"}).status_code == 302
    campaign = {"title": "Đợt thử", "first_day": DAY}
    assert client.post(PAGE + "campaigns/begin/", campaign).status_code == 302
    pk = Campaign.objects.get().pk
    assert client.post(f"{PAGE}campaigns/{pk}/end/", {"last_day": today()}).status_code == 302
    assert Resolution.objects.get().meeting == meeting


ACTS = st.lists(
    st.builds(
        OutreachAct,
        kind=st.sampled_from(["meeting", "broadcast", "leaflet", "poster", "post"]),
        day=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        men=st.integers(0, 500),
        women=st.integers(0, 500),
        times=st.integers(1, 500),
        void_why=st.sampled_from(["", "nhầm"]),
    )
)


@given(ACTS)
def test_the_months_add_up_to_the_whole(acts):
    whole, parts = reach(acts), [month.reach for month in months(acts)]
    for name in ("meetings", "men", "women", "invited", "broadcasts", "copies", "posts"):
        assert getattr(whole, name) == sum(getattr(one, name) for one in parts)
