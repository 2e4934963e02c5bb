"""A shopper reports a stamp with one tap, without an account; the commune of the lot answers."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature
from django.utils import timezone
from PIL import Image

from openntm.office.files import content
from openntm.office.models import LogEntry, LogParticulars, Message, StoredFile
from openntm.office.refused import Refused
from openntm.produce.models import StampReport
from openntm.produce.stamps import public, reports
from openntm.produce.stamps.access import reports_visible_to
from orchard import make_orchard
from scanning import forged, make_stamps, token

TODAY = timezone.localdate()


@pytest.fixture
def land(settings, tmp_path, db):
    settings.HOME = tmp_path
    for bucket in (public.BUCKET, public.NETWORKS, public.CODES):
        bucket.full_at.clear()
    orchard = make_orchard()
    run = make_stamps(orchard.commune, (0, 59, "active", orchard.lot.pk), (60, 99, "minted", ""))
    return SimpleNamespace(**vars(orchard), run=run)


def reported(land, index=1, **given):
    return reports.receive_report(token=token(land.run, index), **{"kind": "fake"} | given)


def picture():
    image, out = Image.new("RGB", (8, 8), "red"), io.BytesIO()
    exif = image.getexif()
    exif[0x010F] = "A camera that tells"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_me_at_home.jpg", out.getvalue(), "image/jpeg")


def address(land, index=1):
    return f"/Q/{token(land.run, index)}/report"


def test_one_tap_on_the_page_of_the_stamp_is_a_report(land, client):
    answer = client.post(address(land), {"kind": "fake"}, follow=True)
    assert "đã nhận tin báo" in answer.content.decode()
    report = StampReport.objects.get()
    assert (report.kind, report.lot, report.place, report.run, report.index) == ("fake", land.lot, land.commune, 7, 1)
    assert not client.cookies
    assert LogEntry.objects.get(verb="stamp_report.receive").by is None


def test_more_may_be_said_afterwards(land, client):
    thanks = client.post(address(land), {"kind": "fake"})
    more = {"text": "Thấy ở chợ", "seen_at": "Chợ Thử", "contact": "0900 111 222", "photo": picture()}
    assert "đã bổ sung" in client.post(thanks.url, more).content.decode()
    report = StampReport.objects.get()
    assert (report.text, report.seen_at, report.contact) == ("Thấy ở chợ", "Chợ Thử", "0900 111 222")
    assert report.photo
    assert LogEntry.objects.filter(verb="stamp_report.add").exists()


def test_only_who_sent_it_adds_to_it(land, client):
    report = reported(land)
    with pytest.raises(BadSignature):
        reports.add_to_report(sealed="1:x:y", text="Của người khác")
    assert client.post(f"{address(land)}?sent=1:x:y", {"text": "x"}).status_code == 422
    report.refresh_from_db()
    assert report.text == ""


def test_the_log_keeps_no_address_of_who_reports(land, client):
    client.post(address(land), {"kind": "fake", "contact": "0900 111 222"}, REMOTE_ADDR="198.51.100.7")
    kept = LogParticulars.objects.all()
    assert not [one for one in kept if one.address or "0900" in one.changes + one.reason]


def test_a_picture_is_kept_without_its_marks_and_seen_by_handlers_alone(land, client):
    report = reported(land, photo=picture())
    kept = StoredFile.objects.get(pk=report.photo.pk)
    assert (kept.kept_by, kept.place, kept.original_name) == (None, None, "picture")
    assert b"A camera that tells" not in content(kept)
    where = f"/07486/{TODAY}/stamp-reports/{report.pk}/picture"
    for who, status in (("an", 200), ("binh", 200), ("be", 404), ("lan", 403), ("htx", 404)):
        client.force_login(getattr(land, who))
        assert client.get(where).status_code == status, who
        assert client.get(f"/files/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "nonsense"},
        {"kind": "fake", "text": "x" * 2001},
        {"kind": "fake", "photo": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")},
        {"kind": "fake", "photo": SimpleUploadedFile("a.jpg", b"no picture at all")},
    ],
)
def test_bad_input_is_said_at_its_field(land, client, given):
    answer = client.post(address(land), given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not StampReport.objects.exists()


def test_what_a_program_seems_to_have_sent_waits_and_nobody_is_told(land, client):
    sent = client.post(address(land), {"kind": "fake", "website": "http://x"})
    assert StampReport.objects.get().is_suspect
    assert not Message.objects.exists()
    client.force_login(land.an)
    assert "Có dấu hiệu tin rác" in client.get(f"/07486/{TODAY}/stamp-reports/").content.decode()
    assert sent.status_code == 302


def test_an_addition_that_a_program_seems_to_have_sent_marks_the_report(land, client):
    sent = client.post(address(land), {"kind": "fake"})
    client.post(sent.url, {"text": "Mua ngay", "website": "http://x"})
    report = StampReport.objects.get()
    assert (report.is_suspect, report.text) == (True, "Mua ngay")


def test_reports_are_limited(land, client, monkeypatch):
    monkeypatch.setattr(public, "BUCKET", public.Bucket(2, window=3600))
    statuses = [client.post(address(land), {"kind": "fake"}) for _ in range(3)]
    assert [one.status_code for one in statuses] == [302, 302, 429]
    assert int(statuses[2]["Retry-After"]) > 0
    assert StampReport.objects.count() == 2


def test_one_code_is_not_reported_without_end_by_ever_others(land, client, monkeypatch):
    monkeypatch.setattr(public, "CODES", public.Bucket(2, window=3600))
    given = [client.post(address(land), {"kind": "fake"}, REMOTE_ADDR=f"198.{n}.100.7").status_code for n in range(3)]
    assert given == [302, 302, 429]


def test_a_network_is_limited_too(land, client, monkeypatch):
    monkeypatch.setattr(public, "NETWORKS", public.Bucket(2, window=3600))
    given = [client.post(address(land), {"kind": "fake"}, REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(3)]
    assert given == [302, 302, 429]


def test_handlers_of_the_commune_and_above_are_told_once_a_day(land):
    reported(land)
    reported(land, index=2)
    told = Message.objects.values_list("person__username", flat=True)
    assert sorted(told) == ["an", "binh"]
    assert Message.objects.first().url == f"/07486/{TODAY}/stamp-reports/" or "/24/" in Message.objects.first().url


def test_a_code_that_is_not_ours_is_reported_to_the_offices_of_provinces(land):
    report = reports.receive_report(token=forged(land.run, 1), kind="fake")
    assert (report.place, report.lot, report.run) == (None, None, None)
    seen = {who: reports_visible_to(getattr(land, who), TODAY).count() for who in ("an", "be", "binh", "dung", "htx")}
    assert seen == {"an": 0, "be": 0, "binh": 1, "dung": 1, "htx": 0}


def test_a_stamp_without_a_lot_is_reported_to_the_place_of_its_run(land):
    assert reported(land, index=60).place == land.commune


def test_a_report_is_taken_up_and_closed_with_an_answer_and_its_contact_goes(land, client):
    report = reported(land, contact="0900 111 222")
    client.force_login(land.an)
    here = f"/07486/{TODAY}/stamp-reports/{report.pk}/"
    assert "0900 111 222" in client.get(here).content.decode()
    assert client.post(here + "take-up/").status_code == 302
    assert client.post(here, {"answer": " "}).status_code == 422
    assert client.post(here, {"answer": "Đã kiểm tra, tem thật"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.contact, report.handled_by) == ("closed", "", land.an)
    verbs = set(LogEntry.objects.values_list("verb", flat=True))
    assert {"stamp_report.take_up", "stamp_report.close"} <= verbs
    assert "Đã kiểm tra, tem thật" in client.get(here).content.decode()


def test_a_closed_report_stays_closed(land):
    report = reported(land)
    sealed = reports.sealed_pk(report)
    reports.close_report(by=land.an, pk=report.pk, answer="Xong")
    with pytest.raises(Refused):
        reports.close_report(by=land.binh, pk=report.pk, answer="Lại")
    with pytest.raises(Refused):
        reports.take_up_report(by=land.binh, pk=report.pk)
    with pytest.raises(Refused):
        reports.add_to_report(sealed=sealed, text="Thêm")


@pytest.mark.parametrize("who", ["be", "dung", "htx", "lan", "so"])
def test_who_may_not_handle_a_report_does_not_see_it(land, who):
    report = reported(land)
    with pytest.raises(StampReport.DoesNotExist):
        reports.close_report(by=getattr(land, who), pk=report.pk, answer="x")


def test_the_inbox_is_searched_sorted_and_taken_away(land, client):
    reported(land, text="Thấy ở chợ Đồi")
    reported(land, index=60, kind="other")
    client.force_login(land.an)
    here = f"/07486/{TODAY}/stamp-reports/"
    assert client.get(here).content.decode().count('data-label="Trạng thái"') == 2
    for query, count in (
        ("q=chợ", 1),
        ("state=closed", 0),
        ("kind=other", 1),
        ("q=L2601", 1),
        ("sort=kind&order=asc", 2),
    ):
        assert client.get(f"{here}?{query}").content.decode().count('data-label="Trạng thái"') == count, query
    table = client.get(f"{here}?format=csv")
    assert "Thấy ở chợ Đồi" in table.content.decode()
    assert client.get(f"/07486/{TODAY - timedelta(days=1)}/stamp-reports/").content.decode().count("<tbody") == 0


@pytest.mark.parametrize(("who", "status"), [("an", 200), ("binh", 200), ("be", 404), ("lan", 403), ("htx", 404)])
def test_who_opens_the_inbox(land, client, who, status):
    client.force_login(getattr(land, who))
    assert client.get(f"/07486/{TODAY}/stamp-reports/").status_code == status


def test_the_inbox_asks_a_constant_number_of_queries(land, client, django_assert_max_num_queries):
    for index in range(30):
        reported(land, index=index)
    client.force_login(land.an)
    client.get(f"/07486/{TODAY}/stamp-reports/")
    with django_assert_max_num_queries(30):
        client.get(f"/07486/{TODAY}/stamp-reports/")


@pytest.mark.parametrize("text", ["-", "a/b", "%3Cscript%3E", "Ạ" * 60])
def test_a_report_on_nonsense_is_answered_calmly(land, client, text):
    assert client.get(f"/Q/{text}/report").status_code in {200, 404}
    assert client.post(f"/Q/{text}/report", {"kind": "other"}).status_code in {302, 404}
