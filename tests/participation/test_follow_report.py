"""Who holds the code follows the report, adds to it, hides their data, appeals; anybody affected asks to reopen."""

from datetime import timedelta

import pytest

from openntm.codes.models import Code
from openntm.codes.scanning.limits import Bucket
from openntm.office.models import LogEntry, LogParticulars, Message
from openntm.participation.models import Report, ReportRequest
from openntm.participation.services.reports import asking, moderating
from openntm.participation.services.reports import refusals as no
from openntm.participation.views import report_pages, report_public

from .reporting import answered, picture, published, reported, village

__all__ = ["village"]


def slip(report):
    return f"/r/{Code.objects.get(kind='report', key=str(report.pk)).token}"


def public(village, report):
    return f"/07486/{village.today}/voices/{report.pk}/"


def decided(village, asked, *, is_granted, by=None):
    given = {"pk": asked.report_id, "request": asked.pk, "is_granted": is_granted, "answer": "Đã xem lại"}
    return moderating.decide_request(by=by or village.an, **given)


def test_the_code_leads_to_the_report_however_it_is_typed(village, client):
    report = reported(village)
    token = slip(report).removeprefix("/r/")
    assert client.get(f"/Q/{token}").url == f"/r/{token}"
    page = client.get(f"/r/{token.lower()}")
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert len(page.content) < 30_000
    assert not client.cookies


@pytest.mark.parametrize("token", ["x", "0" * 16, "Ạ" * 60])
def test_an_unknown_code_shows_nothing(village, client, token):
    reported(village)
    answer = client.get(f"/r/{token}")
    assert answer.status_code == 404
    assert "<svg" not in answer.content.decode()


def test_a_code_of_another_kind_is_no_report(village, client):
    from openntm.codes.services.minting import mint_code

    assert client.get(f"/r/{mint_code(kind='product', key='1').token}").status_code == 404


def test_the_reporter_adds_what_handlers_alone_read(village, client):
    report = published(village)
    answer = client.post(slip(report), {"act": "add", "text": "Hỏi ông Thí Dụ", "photo": picture("blue")})
    assert "done=add" in answer.url
    assert "ông Thí Dụ" not in client.get(public(village, report)).content.decode()
    client.force_login(village.an)
    here = f"/07486/{village.today}/residents-reports/{report.pk}/"
    assert "ông Thí Dụ" in client.get(here).content.decode()
    event = report.events.get(kind="added")
    assert client.get(f"{here}picture/{event.pk}").status_code == 200


def test_nothing_is_added_to_a_closed_report(village, client):
    report = answered(village)
    moderating.close_report(by=village.an, pk=report.pk)
    with pytest.raises(no.AlreadyHandled):
        asking.add_to_report(pk=report.pk, text="Thêm")
    with pytest.raises(no.NothingSaid):
        asking.add_to_report(pk=published(village).pk, text=" ")


def test_personal_data_are_hidden_at_once_and_on_record(village, client):
    report = published(village, contact="0900 111 222", latitude="21.2", longitude="106.5")
    assert report.public_text in client.get(public(village, report)).content.decode()
    assert client.post(slip(report), {"act": "hide"}).status_code == 302
    page = client.get(public(village, report)).content.decode()
    assert report.text not in page
    assert "thông tin cá nhân" in page
    assert report.text not in client.get(f"/07486/{village.today}/voices/?format=csv").content.decode()
    report.refresh_from_db()
    assert (report.contact, report.latitude, report.is_hidden, report.state) == ("", None, True, "published")
    assert LogEntry.objects.get(verb="resident_report.hide").by is None
    moderating.mask_report(by=village.an, pk=report.pk, public_text="Đường hỏng")
    assert "Đường hỏng" in client.get(public(village, report)).content.decode()


def test_anybody_asks_to_reopen_and_the_office_decides(village, client):
    report = answered(village)
    assert client.post(public(village, report), {"kind": "reopen", "reason": "Vẫn còn ổ gà"}).url.endswith("?asked=1")
    assert "Vẫn còn ổ gà" not in client.get(public(village, report)).content.decode()
    client.force_login(village.an)
    here = f"/07486/{village.today}/residents-reports/"
    assert "?queue=asked" in client.get(here).content.decode()
    asked = ReportRequest.objects.get()
    answer = client.post(f"{here}{report.pk}/requests/{asked.pk}/", {"is_granted": "yes", "answer": "Sẽ vá lại"})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.state == "reopened"
    assert report.due > village.today
    client.logout()
    assert "Sẽ vá lại" in client.get(public(village, report)).content.decode()
    assert LogEntry.objects.filter(verb="resident_report.decide").count() == 1


def test_a_declined_request_is_answered_in_public_and_decided_once(village, client):
    report = answered(village)
    asked = asking.ask_about_report(pk=report.pk, kind="reopen", reason="Chưa xong", by_reporter=True)
    with pytest.raises(no.AnswerMissing):
        moderating.decide_request(by=village.an, pk=report.pk, request=asked.pk, is_granted=False, answer="")
    decided(village, asked, is_granted=False)
    with pytest.raises(no.AlreadyHandled):
        decided(village, asked, is_granted=True)
    assert Report.objects.get(pk=report.pk).state == "answered"
    assert "Đã xem lại" in client.get(slip(report)).content.decode()
    with pytest.raises(Report.DoesNotExist):
        decided(village, asked, is_granted=True, by=village.be)


def test_reopening_has_its_days_and_waits_once(village):
    report = answered(village)
    asking.ask_about_report(pk=report.pk, kind="reopen", reason="Chưa xong")
    with pytest.raises(no.AlreadyAsked):
        asking.ask_about_report(pk=report.pk, kind="reopen", reason="Chưa xong")
    late = answered(village)
    Report.objects.filter(pk=late.pk).update(answered_on=village.today - timedelta(days=61))
    with pytest.raises(no.TooLateToReopen):
        asking.ask_about_report(pk=late.pk, kind="reopen", reason="x")
    with pytest.raises(no.NotAnswered):
        asking.ask_about_report(pk=published(village).pk, kind="reopen", reason="x")
    with pytest.raises(no.ReasonMissing):
        asking.ask_about_report(pk=answered(village).pk, kind="reopen", reason=" ")


def test_a_granted_objection_hides_the_report(village, client):
    report = published(village)
    client.post(public(village, report), {"kind": "object", "reason": "Nêu tên tôi"})
    decided(village, ReportRequest.objects.get(), is_granted=True)
    assert report.text not in client.get(public(village, report)).content.decode()


def test_a_suspected_or_kept_back_report_is_appealed(village, client):
    report = reported(village, trapped=True)
    assert client.post(slip(report), {"act": "appeal", "reason": "Tôi là người thật"}).status_code == 302
    decided(village, ReportRequest.objects.get(), is_granted=True)
    report.refresh_from_db()
    assert (report.state, report.is_suspect) == ("received", False)
    with pytest.raises(no.NotKeptBack):
        asking.ask_about_report(pk=report.pk, kind="appeal", reason="x")
    moderating.keep_back_report(by=village.an, pk=report.pk, reason="Quảng cáo")
    asking.ask_about_report(pk=report.pk, kind="appeal", reason="Không phải")


def test_unpublished_reports_are_not_asked_about(village):
    with pytest.raises(Report.DoesNotExist):
        asking.ask_about_report(pk=reported(village).pk, kind="object", reason="x")


def test_requests_are_limited_and_keep_no_address(village, client, monkeypatch):
    for module in (report_pages, report_public):
        monkeypatch.setattr(module, "ACTS", Bucket(1, window=3600))
    report = answered(village)
    asks = [{"kind": "object", "reason": "x"}, {"kind": "reopen", "reason": "x"}]
    answers = [client.post(public(village, report), one, REMOTE_ADDR="198.51.100.7") for one in asks]
    assert [one.status_code for one in answers] == [302, 429]
    assert int(answers[1]["Retry-After"]) > 0
    answers = [client.post(slip(report), {"act": "add", "text": "x"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 429]
    assert not [one for one in LogParticulars.objects.all() if "198.51" in one.address]


@pytest.mark.parametrize("act", ["", "nonsense", "publish"])
def test_an_unknown_act_is_no_act(village, client, act):
    report = reported(village)
    assert client.post(slip(report), {"act": act}).status_code == 404


def test_what_is_refused_stands_at_its_form(village, client):
    report = answered(village)
    answer = client.post(slip(report), {"act": "reopen", "reason": ""})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert client.post(public(village, report), {"kind": "x", "reason": "y"}).status_code == 422


def trapped(village, client, **given):
    report = published(village)
    Message.objects.all().delete()
    assert client.post(slip(report), {"website": "http://x", **given}).status_code == 302
    return report


def test_an_addition_that_fills_the_trap_is_queued_for_an_officer(village, client):
    report = trapped(village, client, act="add", text="Mua ngay", photo=picture("blue"))
    event = report.events.get(kind="added")
    assert (event.text, event.is_suspect) == ("Mua ngay", True)
    assert not Message.objects.exists()
    desk = f"/07486/{village.today}/residents-reports/"
    client.force_login(village.an)
    assert client.get(f"{desk}?queue=suspect").context["page"].object_list[0].pk == report.pk
    assert "Có dấu hiệu tin rác" in client.get(f"{desk}{report.pk}/").content.decode()
    client.force_login(village.dung)
    settle = f"{desk}{report.pk}/additions/{event.pk}/"
    assert client.post(settle).status_code in {403, 404}
    client.force_login(village.an)
    assert "Mua ngay" in client.get(settle).content.decode()
    assert client.post(settle, {}).status_code == 422
    assert client.post(settle, {"is_spam": "yes"}).status_code == 302
    event.refresh_from_db()
    assert (event.text, event.photo, event.is_suspect) == ("", None, False)
    assert LogEntry.objects.filter(verb="resident_report.settle").exists()
    assert client.post(settle).status_code == 404, "it is settled once"
    assert not client.get(f"{desk}?queue=suspect").context["page"].object_list


def test_an_addition_that_is_no_spam_stays(village, client):
    report = trapped(village, client, act="add", text="Nay đã lầy hơn")
    event = report.events.get(kind="added")
    moderating.settle_addition(by=village.an, pk=report.pk, event=event.pk, is_spam=False)
    event.refresh_from_db()
    assert (event.text, event.is_suspect) == ("Nay đã lầy hơn", False)
    with pytest.raises(no.AlreadyHandled):
        moderating.settle_addition(by=village.an, pk=report.pk, event=event.pk, is_spam=True)
    with pytest.raises(Report.DoesNotExist):
        moderating.settle_addition(by=village.dung, pk=report.pk, event=event.pk, is_spam=True)


def test_data_are_hidden_at_once_whatever_fills_the_trap(village, client):
    report = trapped(village, client, act="hide")
    report.refresh_from_db()
    assert report.is_hidden


def test_a_request_that_fills_the_trap_is_queued_and_does_not_stand_in_the_way(village, client):
    report = published(village)
    asked = {"kind": "object", "reason": "Mua ngay", "website": "http://x"}
    assert client.post(public(village, report), asked).status_code == 302
    assert ReportRequest.objects.get().is_suspect
    assert client.post(public(village, report), {"kind": "object", "reason": "Có tên tôi"}).status_code == 302
    again = client.post(public(village, report), {"kind": "object", "reason": "Có tên tôi"})
    assert again.status_code == 422
    assert "Tiếng nói từ mạng" not in again.content.decode()
    suspect, genuine = ReportRequest.objects.order_by("-is_suspect")
    assert Message.objects.filter(key__startswith="report_asked:").count() == 1, "of the genuine one"
    decided(village, suspect, is_granted=False)
    assert "Đã xem lại" not in client.get(public(village, report)).content.decode()
    decided(village, genuine, is_granted=True)


def test_what_an_objection_hides_is_in_no_list_and_no_file(village, client):
    report = published(village, text="Ông Thí Dụ đổ rác")
    moderating.mask_report(by=village.an, pk=report.pk, public_text="Ông Thí Dụ đổ rác", public_where="nhà ông Thí Dụ")
    asked = asking.ask_about_report(pk=report.pk, kind="object", reason="Có tên tôi")
    decided(village, asked, is_granted=True)
    here = f"/07486/{village.today}/voices/"
    for address in (here, f"{here}?q=Thí", f"{here}?format=csv", f"{here}{report.pk}/"):
        assert "ông Thí Dụ" not in client.get(address).content.decode().lower().replace("thí dụ", "Thí Dụ")
