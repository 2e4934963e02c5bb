"""Anybody comments on an open consultation; the holder of the dossier reads, publishes and answers; nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from dossier_cast import DAY, bound, cast, opened, pdf, step

from openntm.codes.scanning.limits import Bucket
from openntm.office.models import LogEntry, LogParticulars, Message
from openntm.participation import strangers
from openntm.recognition.models import Consultation, Opinion, PublicComment
from openntm.recognition.queries.facts import facts_of
from openntm.recognition.services import public as services
from openntm.recognition.services.opinions import ConsultationOver, answer_opinion, open_consultation
from openntm.recognition.services.public_keeping import forget_words
from openntm.recognition.services.steps import NotYourStep
from openntm.recognition.views import public_consultation
from remembered import remembered

TODAY = timezone.localdate()


@pytest.fixture
def asked(db):
    strangers.ACTS.full_at.clear()
    return in_consultation()


@remembered
def in_consultation():
    """A dossier whose consultation is open today."""
    who = cast()
    who.dossier = bound(who, opened(who))
    step(who.an, who.dossier, "start_self_assessment", DAY)
    step(who.an, who.dossier, "open_consultation", DAY)
    period = open_consultation(by=who.an, pk=who.dossier.pk, begins=DAY, shown_at="Trụ sở UBND xã")
    Consultation.objects.filter(pk=period.pk).update(begins=TODAY - timedelta(days=2), ends=TODAY + timedelta(days=3))
    who.period = Consultation.objects.get(pk=period.pk)
    who.here = f"/07453/{TODAY}/consultations/{period.pk}/"
    return who


def commented(asked, text="Đường thôn còn lầy", agrees=False):
    return services.send_comment(consultation=asked.period.pk, text=text, agrees=agrees)


def shown(asked, comment, text="Đường thôn còn lầy", by=None):
    return services.show_comment(by=by or asked.an, dossier=asked.dossier.pk, pk=comment.pk, text=text)


def test_a_stranger_comments_without_cookie_or_address(asked, client):
    assert "còn 4 ngày" in client.get(asked.here).content.decode()
    answer = client.post(asked.here, {"agrees": "no", "text": "Ông Thí Dụ nói sai"}, REMOTE_ADDR="198.51.100.7")
    assert answer.status_code == 302
    comment = PublicComment.objects.get()
    assert (comment.state, comment.agrees, comment.text) == ("new", False, "Ông Thí Dụ nói sai")
    page = client.get(asked.here).content.decode()
    assert "Ông Thí Dụ" not in page
    assert "1 chờ đọc" in page
    assert not client.cookies
    assert LogEntry.objects.get(verb="comment.send").by is None
    assert not [one for one in LogParticulars.objects.all() if "198.51" in one.address + one.changes]


def test_a_comment_is_published_in_masked_words_and_answered(asked, client):
    comment = commented(asked, "Ông Thí Dụ nói sai")
    opinion = shown(asked, comment, "[…] nói sai")
    assert (opinion.origin, opinion.who, opinion.agrees, opinion.entered_by) == ("resident", "", False, asked.an)
    answer_opinion(by=asked.an, dossier=asked.dossier.pk, pk=opinion.pk, answer="Xã đã kiểm tra lại", day=TODAY)
    page = client.get(asked.here).content.decode()
    assert "[…] nói sai" in page
    assert "Xã đã kiểm tra lại" in page
    assert "Thí Dụ" not in page


def test_what_nobody_read_counts_as_unanswered(asked):
    comment = commented(asked)
    assert facts_of(asked.dossier, TODAY).unanswered["commune"] == 1
    shown(asked, comment)
    assert facts_of(asked.dossier, TODAY).unanswered["commune"] == 1, "now it is an opinion that waits for an answer"
    services.keep_comment_back(by=asked.an, dossier=asked.dossier.pk, pk=commented(asked).pk, reason="Xúc phạm")
    assert facts_of(asked.dossier, TODAY).unanswered["commune"] == 1


def test_a_kept_back_comment_is_counted_in_public_with_a_reason_on_record(asked, client):
    with pytest.raises(services.ReasonNeeded):
        services.keep_comment_back(by=asked.an, dossier=asked.dossier.pk, pk=commented(asked).pk, reason=" ")
    services.keep_comment_back(by=asked.an, dossier=asked.dossier.pk, pk=commented(asked).pk, reason="Xúc phạm")
    assert "1 không công bố" in client.get(asked.here).content.decode()
    assert LogEntry.objects.filter(verb="comment.keep_back").exists()


def test_a_comment_is_decided_once_and_by_the_holder_alone(asked):
    comment = commented(asked)
    for person in (asked.binh, asked.mai, asked.chi):
        with pytest.raises(NotYourStep):
            shown(asked, comment, by=person)
    shown(asked, comment)
    with pytest.raises(services.AlreadyRead):
        shown(asked, comment)


def test_the_raw_words_are_forgotten_after_the_set_days_and_the_shown_ones_stay(asked, client):
    comment, waiting = commented(asked, "Ông Thí Dụ nói sai"), commented(asked)
    shown(asked, comment, "[…] nói sai")
    assert forget_words(on=TODAY + timedelta(days=89)) == 0
    assert forget_words(on=TODAY + timedelta(days=91)) == 1
    assert forget_words(on=TODAY + timedelta(days=91)) == 0
    comment.refresh_from_db()
    waiting.refresh_from_db()
    assert (comment.text, bool(waiting.text)) == ("", True)
    assert "[…] nói sai" in client.get(asked.here).content.decode()


def test_outside_its_days_nothing_is_taken(asked, client):
    Consultation.objects.filter(pk=asked.period.pk).update(ends=TODAY - timedelta(days=1))
    with pytest.raises(ConsultationOver):
        commented(asked)
    assert "Đã hết thời gian" in client.get(asked.here).content.decode()
    client.post(asked.here, {"text": "x"})
    assert not PublicComment.objects.exists()


@pytest.mark.parametrize("given", [{}, {"text": " "}, {"text": "x" * 3001}, {"text": "x", "agrees": "maybe"}])
def test_bad_input_is_said_at_its_field(asked, client, given):
    answer = client.post(asked.here, given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    with pytest.raises(services.NothingWritten):
        commented(asked, " ")


def test_what_fills_the_trap_is_queued_as_suspect_and_nobody_is_told(asked, client):
    assert client.post(asked.here, {"text": "Mua ngay", "website": "http://x"}).status_code == 302
    comment = PublicComment.objects.get()
    assert (comment.state, comment.is_suspect, comment.text) == ("new", True, "Mua ngay")
    assert not Message.objects.exists()
    assert "Mua ngay" not in client.get(asked.here).content.decode()
    client.force_login(asked.an)
    page = client.get(f"/07453/{TODAY}/dossiers/{asked.dossier.pk}/opinions/").content.decode()
    assert "Mua ngay" in page
    assert "Có dấu hiệu tin rác" in page


def test_the_holder_is_told_once_a_day_and_nobody_else(asked, client):
    commented(asked, "Ông Thí Dụ nói sai")
    commented(asked)
    told = Message.objects.get()
    assert told.person == asked.an
    assert "Thí Dụ" not in told.subject + told.body
    client.force_login(asked.an)
    assert client.get(told.url).status_code == 200


def test_comments_are_limited(asked, client, monkeypatch):
    monkeypatch.setattr(public_consultation, "ACTS", Bucket(1, window=3600))
    answers = [client.post(asked.here, {"text": "x"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 429]
    assert int(answers[1]["Retry-After"]) > 0


def test_hostile_text_is_shown_as_text(asked, client):
    shown(asked, commented(asked, "x"), "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(asked.here).content.decode()


def test_the_holder_reads_comments_on_the_page_of_opinions(asked, client):
    comment = commented(asked, "Gọi 0912 345 678")
    client.force_login(asked.an)
    at = f"/07453/{TODAY}/dossiers/{asked.dossier.pk}/"
    assert "Gọi 0912" in client.get(f"{at}opinions/").content.decode()
    page = client.get(f"{at}comments/{comment.pk}/").content.decode()
    assert "Gọi […]" in page
    assert "Không đồng ý: “Gọi 0912 345 678”" in page
    assert client.post(f"{at}comments/{comment.pk}/", {"shows": "no", "text": "", "reason": ""}).status_code == 422
    done = client.post(f"{at}comments/{comment.pk}/", {"shows": "yes", "text": "Gọi […]"})
    assert done.url == f"{at}opinions/", "back to what else waits to be read"
    assert Opinion.objects.filter(text="Gọi […]").exists()
    assert client.get(f"{at}comments/{comment.pk}/").status_code == 404
    waiting = commented(asked)
    for person, status in ((asked.mai, 403), (asked.dung, 404)):
        client.force_login(person)
        assert client.get(f"{at}comments/{waiting.pk}/").status_code == status


def test_the_report_is_open_to_everybody_once_the_holder_shows_it(asked, client):
    assert client.get(f"{asked.here}report").status_code == 404
    at = f"/07453/{TODAY}/dossiers/{asked.dossier.pk}/consultation/{asked.period.pk}/report/"
    client.force_login(asked.an)
    assert client.post(at, {"upload": pdf("báo cáo")}).status_code == 302
    assert LogEntry.objects.filter(verb="consultation.show").exists()
    client.force_login(asked.dung)
    assert client.get(at).status_code == 404
    client.logout()
    answer = client.get(f"{asked.here}report")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "to-trinh.pdf" in client.get(asked.here).content.decode()


def test_consultations_are_listed_for_everybody(asked, client):
    page = client.get(f"/24/{TODAY}/consultations/").content.decode()
    assert "1 đợt lấy ý kiến đang mở" in page
    assert "/consultations/" in page
    assert "Chưa có đợt lấy ý kiến" in client.get(f"/07999/{TODAY}/consultations/").content.decode()
    assert client.get(f"/07999/{TODAY}/consultations/{asked.period.pk}/").status_code == 404
