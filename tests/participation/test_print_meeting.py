"""The minutes of a meeting are printed with head-count, votes and materials; a void one has none."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from office import paper
from openntm.office.files import content
from openntm.office.models import LogEntry, PrintOut
from openntm.participation.models import Campaign, OutreachAct
from openntm.participation.services import outreach as services
from participation.gifts import AT, DAY
from village import make_village


@pytest.fixture
def village(db):
    return make_village()


@pytest.fixture
def meeting(village):
    campaign = services.begin_campaign(by=village.an, place=village.commune, title="Ngày Chủ nhật xanh", first_day=DAY)
    given = {"by": village.an, "place": village.commune, "day": DAY, "campaign": campaign}
    services.record_outreach(kind="leaflet", subject="Tờ rơi phân loại rác", times=1200, **given)
    heads = {"men": 30, "women": 25, "invited": 80, "households": 60, "households_present": 48}
    said = {"subject": "Bàn làm đường", "text": "Trưởng thôn nêu kế hoạch.\nMọi người góp ý.", "hamlet": "thôn Thử"}
    upload = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 thu")
    one = services.record_outreach(kind="meeting", spot="Nhà văn hóa", file=upload, **given, **heads, **said)
    norm = {"kind": "contribution", "text": "Mỗi hộ 02 ngày công", "thing": "labour", "quantity": Decimal(2)}
    services.record_resolution(by=village.an, meeting=one.pk, votes_for=50, votes_against=5, work=village.work, **norm)
    return one


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_minutes_say_who_came_what_was_said_and_decided(village, meeting):
    made = services.print_meeting(by=village.mat, pk=meeting.pk)
    assert LogEntry.objects.get(verb="document.print").place_key == village.commune.key
    for text in (paper.docx_text(content(made.docx)), paper.pdf_text(content(made.pdf))):
        for said in (
            "ỦY BAN NHÂN DÂN XÃ NGHĨA PHƯƠNG",
            "Họp tuyên truyền, vận động tại thôn Thử, xã Nghĩa Phương",
            "Nhà văn hóa, thôn Thử",
            "55 (nam 30, nữ 25)",
            "48 trên 60 hộ",
            "Ngày Chủ nhật xanh",
            "Chủ đề: Bàn làm đường",
            "Trưởng thôn nêu kế hoạch. Mọi người góp ý.",
            "Mỗi hộ 02 ngày công Mỗi hộ: 2 ngày công Đường trục thôn Thử",
            "50 5 có",
            "Tờ rơi phân loại rác 1.200",
            "bien-ban.pdf (SHA-256",
            "THƯ KÝ",
        ):
            assert said in text
    assert "Bàn làm đường" not in Client().get(f"/verify/{made.code}/").content.decode()


def test_void_minutes_are_taken_back_and_not_printed_again(village, meeting):
    made, client = services.print_meeting(by=village.an, pk=meeting.pk), signed(village.an)
    address = AT + f"outreach/{meeting.pk}/"
    assert address + "print/" in client.get(address).content.decode()
    services.void_outreach(by=village.an, pk=meeting.pk, reason="Ghi nhầm của ông Kín")
    made.refresh_from_db()
    assert made.withdrawn_why == "Biên bản không còn giá trị."
    assert LogEntry.objects.filter(verb="document.withdraw").exists()
    assert address + "print/" not in client.get(address).content.decode()
    assert client.post(address + "print/", {"format": "pdf"}).status_code == 404
    with pytest.raises(OutreachAct.DoesNotExist):
        services.print_meeting(by=village.an, pk=meeting.pk)


def test_minutes_that_were_replaced_are_taken_back_with_the_last(village, meeting):
    first = services.print_meeting(by=village.an, pk=meeting.pk)
    given = {"text": "Góp thêm ngày công", "kind": "other", "votes_for": 2, "votes_against": 0}
    services.record_resolution(by=village.an, meeting=meeting.pk, **given)
    last = services.print_meeting(by=village.an, pk=meeting.pk)
    assert last.pk != first.pk
    services.void_outreach(by=village.an, pk=meeting.pk, reason="Ghi nhầm")
    for made in (first, last):
        assert "Biên bản không còn giá trị." in Client().get(f"/verify/{made.code}/").content.decode()


def test_only_meetings_have_minutes_and_only_readers_print_them(village, meeting):
    leaflet = OutreachAct.objects.get(kind="leaflet")
    assert signed(village.an).post(AT + f"outreach/{leaflet.pk}/print/", {"format": "pdf"}).status_code == 404
    address = AT + f"outreach/{meeting.pk}/print/"
    assert signed(village.lan).post(address, {"format": "docx"}).status_code == 200
    for who in ("be", "chi", "dung"):
        assert signed(getattr(village, who)).post(address, {"format": "docx"}).status_code in (403, 404)
        with pytest.raises(OutreachAct.DoesNotExist):
            services.print_meeting(by=getattr(village, who), pk=meeting.pk)
    assert PrintOut.objects.count() == 1


def test_a_meeting_without_anything_more_says_so(village):
    given = {"by": village.an, "place": village.commune, "day": DAY, "men": 3, "women": 0}
    one = services.record_outreach(kind="meeting", subject="Họp nhanh", **given)
    text = paper.docx_text(content(services.print_meeting(by=village.an, pk=one.pk).docx))
    for said in ("tại xã Nghĩa Phương", "không biểu quyết nội dung nào", "IV. TÀI LIỆU Không có."):
        assert said in text
    Campaign.objects.all().delete()
    OutreachAct.objects.update(illustrative=True)
    made = services.print_meeting(by=village.an, pk=one.pk)
    assert made.illustrative
    assert "SỐ LIỆU MINH HỌA" in paper.docx_text(content(made.docx))
