"""A resident reports without an account: sent, offered the like, limited, counted, queued when it looks like spam."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from openntm.codes.models import Code
from openntm.codes.scanning.limits import Bucket
from openntm.office.files import content
from openntm.office.models import LogEntry, LogParticulars, Message, StoredFile
from openntm.participation.access.reports import reports_visible_to
from openntm.participation.models import Report, ReportVoice
from openntm.participation.services.reports import receiving
from openntm.participation.services.reports.refusals import NothingSaid, VoiceCounted
from openntm.participation.views import report_public
from openntm.places.models import Place, PlaceVersion

from .reporting import picture, published, reported, village

__all__ = ["village"]
SAID = {"kind": "road", "text": "Ổ gà lớn trước nhà văn hóa thôn Thử", "commune": "nghia phuong"}


def test_a_report_arrives_without_account_cookie_or_address(village, client):
    answer = client.post("/report/", SAID | {"contact": "0900 111 222"}, REMOTE_ADDR="198.51.100.7")
    report = Report.objects.get()
    token = Code.objects.get(kind="report", key=str(report.pk)).token
    assert answer.url.startswith(f"/r/{token}?done=sent")
    assert "đã nhận" in client.get(answer.url).content.decode().lower()
    assert (report.state, report.place, report.text) == ("received", village.commune, SAID["text"])
    assert not client.cookies
    entry = LogEntry.objects.get(verb="resident_report.receive")
    assert (entry.by, entry.place_key) == (None, "xa-07486")
    assert not [one for one in LogParticulars.objects.all() if one.address or "0900" in one.changes + one.reason]


def test_the_form_is_small_and_sets_nothing(village, client):
    answer = client.get("/report/")
    assert len(answer.content) < 30_000
    assert not client.cookies
    assert answer["Cache-Control"] == "no-store"
    assert 'name="began"' in answer.content.decode()


def test_a_picture_may_speak_for_itself_and_loses_its_marks(village, client):
    client.post("/report/", SAID | {"text": "", "photo": picture()})
    report = Report.objects.get()
    assert b"A camera that tells" not in content(report.photo)
    assert (report.photo.kept_by, report.photo.place, report.photo.original_name) == (None, None, "picture")
    with pytest.raises(NothingSaid):
        receiving.begin_report(place=village.commune, kind="road")


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "nonsense"},
        {"text": ""},
        {"text": "x" * 2001},
        {"commune": "Nowhere at all"},
        {"commune": ""},
        {"latitude": "200", "longitude": "1"},
        {"photo": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")},
        {"photo": SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>")},
        {"photo": SimpleUploadedFile("a.jpg", b"no picture at all")},
    ],
)
def test_bad_input_is_said_at_its_field(village, client, given):
    answer = client.post("/report/", SAID | given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Report.objects.exists()


def test_a_picture_that_is_too_large_is_refused_with_a_clear_word(village, client, settings):
    settings.FILE_LIMIT_MB = 1
    answer = client.post("/report/", SAID | {"photo": SimpleUploadedFile("a.jpg", b"x" * 1_000_001)})
    assert answer.status_code == 422
    assert "lớn hơn 1 MB" in answer.content.decode()


@pytest.mark.parametrize("typed", ["07486", "Nghĩa Phương", "xa nghia phuong", "NGHIA PHUONG"])
def test_the_commune_is_typed_as_one_likes(village, client, typed):
    client.post("/report/", SAID | {"commune": typed})
    assert Report.objects.get().place == village.commune


def test_communes_of_one_name_are_offered_to_choose_from(village, client):
    twin = Place.objects.create(key="xa-2")
    given = {"code": "07999", "name": "Nghĩa Phương", "kind": "xa", "valid_from": timezone.localdate()}
    PlaceVersion.objects.create(place=twin, parent=village.province, **given)
    answer = client.post("/report/", SAID)
    assert answer.status_code == 422
    assert 'value="07999"' in answer.content.decode()
    assert client.post("/report/", SAID | {"pick": "07999"}).status_code == 302
    assert Report.objects.get().place == twin


def test_the_link_of_a_work_gives_its_commune(village, client):
    here = f"/report/?work={village.work.pk}"
    assert village.work.name in client.get(here).content.decode()
    client.post(here, {"kind": "work", "text": "Bê tông nứt"})
    report = Report.objects.get()
    assert (report.work, report.place) == (village.work, village.commune)
    assert client.get("/report/?work=999999").status_code == 200
    assert 'value="xã Nghĩa Phương"' in client.get("/report/?place=07486").content.decode()


@pytest.mark.parametrize("query", ["work=x", "work=-1", "work=" + "9" * 40, "place=%20", "draft=1:x:y", "lang=xx"])
def test_wild_addresses_are_answered_calmly(village, client, query):
    assert client.get(f"/report/?{query}").status_code in {200, 404}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "' OR 1=1 --", "{{ settings.SECRET_KEY }}", "=cmd|' /C calc'!A0", "\x00\x07a"]
)
def test_hostile_text_is_kept_as_text(village, client, text):
    client.post("/report/", SAID | {"text": text})
    report = Report.objects.filter(state="received").first()
    if report is None:
        return
    client.force_login(village.an)
    page = client.get(f"/07486/{village.today}/residents-reports/{report.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "\x00" not in report.text


def test_a_program_that_fills_the_trap_is_queued_and_not_dropped(village, client):
    answer = client.post("/report/", SAID | {"website": "http://x"})
    report = Report.objects.get()
    assert (report.state, report.is_suspect, "trap" in report.signs) == ("received", True, True)
    assert "Đang giữ để kiểm tra" in client.get(answer.url).content.decode()
    assert not Message.objects.exists()


def test_the_same_text_many_times_with_links_is_suspected(village):
    said = {"text": "Vay tiền nhanh tại https://vay.example.com ngay", "seconds": 60}
    found = [reported(village, **said) for _ in range(3)]
    assert [one.is_suspect for one in found] == [False, False, True]
    assert found[2].signs == ["links", "same"]


def test_handlers_of_the_commune_are_told_once_a_day_and_kind(village):
    reported(village)
    reported(village, text="Chỗ khác hẳn")
    reported(village, kind="waste", text="Rác đổ bừa bãi")
    assert [one.person.username for one in Message.objects.order_by("pk")] == ["an", "an"]


def test_what_is_said_of_officers_goes_to_the_unit_above_and_not_to_the_commune(village):
    report = reported(village, kind="staff", text="Làm thủ tục chậm")
    assert [one.person.username for one in Message.objects.all()] == ["binh"]
    seen = {who: reports_visible_to(getattr(village, who)).filter(pk=report.pk).exists() for who in ("an", "binh")}
    assert seen == {"an": False, "binh": True}


def test_a_report_of_a_place_without_handlers_reaches_the_next_above(village):
    village.an.posts.update(valid_to=village.today)
    reported(village)
    assert [one.person.username for one in Message.objects.all()] == ["binh"]


def test_similar_reports_are_offered_before_sending(village, client):
    other = published(village)
    answer = client.post("/report/", SAID | {"text": "ổ gà rất lớn trước nhà văn hoá thôn Thử"}, follow=True)
    page = answer.content.decode()
    assert "chưa được gửi" in page
    assert other.public_text in page
    assert Report.objects.filter(state="draft").count() == 1
    here = answer.redirect_chain[-1][0]
    joined = client.post(here, {"same": other.pk})
    assert "/voices/" in joined.url
    assert ReportVoice.objects.get().report == other
    assert Report.objects.count() == 1, "the draft is gone"


def test_who_says_it_is_something_else_sends_it(village, client):
    published(village)
    here = client.post("/report/", SAID).url
    assert "draft=" in here
    assert client.post(here).url.startswith("/r/")
    assert client.post(here).url.startswith("/r/"), "sent twice it is one report"
    assert Report.objects.filter(state="received").count() == 1
    assert LogEntry.objects.filter(verb="resident_report.receive").count() == 2


def test_only_what_was_offered_can_be_joined(village, client):
    published(village)
    far = published(village, kind="water", text="Kênh tắc")
    here = client.post("/report/", SAID).url
    assert client.post(here, {"same": far.pk}).status_code == 200
    assert client.post(here, {"same": "x"}).status_code == 200
    assert not ReportVoice.objects.exists()


def test_near_reports_are_similar_whatever_their_words(village):
    from decimal import Decimal

    from openntm.participation.queries.reports import similar_to

    spot = {"latitude": Decimal("21.20000"), "longitude": Decimal("106.50000")}
    near = published(village, text="Mặt đường hỏng", **spot)
    mine = reported(village, text="Xe khó qua", **spot)
    assert [one.report for one in similar_to(mine)] == [near]
    assert similar_to(reported(village, text="Xe khó qua", latitude=Decimal("21.3"), longitude=Decimal("106.5"))) == []


def test_old_unpublished_and_hidden_reports_are_not_offered(village, client):
    reported(village)
    old, hidden = published(village), published(village)
    Report.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=61))
    Report.objects.filter(pk=hidden.pk).update(is_hidden=True)
    assert client.post("/report/", SAID).url.startswith("/r/")


def test_a_network_adds_one_voice_a_day(village):
    report = published(village)
    receiving.add_voice(pk=report.pk, mark="a")
    with pytest.raises(VoiceCounted):
        receiving.add_voice(pk=report.pk, mark="a")
    receiving.add_voice(pk=report.pk, mark="b")
    assert report.voices.count() == 2


def test_voices_keep_no_address(village, client):
    report = published(village)
    here = f"/07486/{village.today}/voices/{report.pk}/"
    assert client.post(here, REMOTE_ADDR="198.51.100.7").status_code == 302
    assert client.post(here, REMOTE_ADDR="198.51.100.7").status_code == 422
    voice = ReportVoice.objects.get()
    assert voice.mark
    assert "198.51" not in voice.mark
    assert not [one for one in LogParticulars.objects.all() if "198.51" in one.address]


def test_unpublished_reports_take_no_voice(village):
    with pytest.raises(Report.DoesNotExist):
        receiving.add_voice(pk=reported(village).pk, mark="a")


def test_reports_are_limited_by_network(village, client, monkeypatch):
    monkeypatch.setattr(report_public, "REPORTS", Bucket(2, window=3600))
    answers = [client.post("/report/", SAID | {"text": f"Việc {n}"}) for n in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert client.post("/report/", SAID, REMOTE_ADDR="198.51.100.9").status_code == 302


def test_the_form_speaks_english_too(village, client):
    page = client.get("/report/?lang=en&place=07486").content.decode()
    assert "Report something" in page
    assert "lang=vi&amp;place=07486" in page


def test_the_picture_of_a_report_that_joined_another_is_not_kept(village):
    report = published(village)
    draft = receiving.begin_report(place=village.commune, kind="road", text="Ổ gà", photo=picture("blue"))
    assert StoredFile.objects.count() == 1
    receiving.join_report(draft=draft.pk, pk=report.pk, mark="a")
    assert not StoredFile.objects.exists()
