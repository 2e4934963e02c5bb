"""Nothing is published before somebody read it; every act is on record and asks for the right and the state."""

import pytest
from django.utils import timezone

from openntm.office.models import LogEntry
from openntm.participation.models import Report, ReportEvent
from openntm.participation.services.reports import moderating, receiving
from openntm.participation.services.reports.refusals import (
    AlreadyHandled,
    AnswerMissing,
    BodyMissing,
    ConsentMissing,
    NothingShown,
    ReasonMissing,
    SpeakerMissing,
)

from .reporting import answered, picture, published, reported, village

__all__ = ["village"]


def desk(village, *parts):
    return "/".join(["", "07486", str(village.today), "residents-reports", *map(str, parts), ""])


def test_a_report_is_published_masked_passed_on_answered_and_closed(village, client):
    report = reported(village, text="Ông A 0912 345 678 đổ đất ra đường", contact="0900 111 222")
    client.force_login(village.an)
    page = client.get(desk(village, report.pk, "publish")).content.decode()
    assert "Ông A […] đổ đất" in page
    given = {"public_text": "[…] đổ đất ra đường", "body": "Công chức địa chính"}
    assert client.post(desk(village, report.pk, "publish"), given).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.body, report.public_text) == (
        "in_charge",
        "Công chức địa chính",
        "[…] đổ đất ra đường",
    )
    assert report.text == "Ông A 0912 345 678 đổ đất ra đường"
    client.post(desk(village, report.pk, "answer"), {"answer": "Đã dọn"})
    client.post(desk(village, report.pk, "close"))
    report.refresh_from_db()
    assert (report.state, report.contact, report.answered_on) == ("closed", "", village.today)
    verbs = [f"resident_report.{verb}" for verb in ("receive", "publish", "pass_on", "answer", "close")]
    assert list(LogEntry.objects.order_by("number").values_list("verb", flat=True)) == verbs


def test_the_public_reads_the_masked_words_alone(village, client):
    report = reported(
        village, text="Ông Giáp Thí Dụ đổ rác", contact="0900 111 222", where="Nhà ông Dụ", photo=picture()
    )
    public = f"/07486/{village.today}/voices/"
    assert client.get(f"{public}{report.pk}/").status_code == 404
    moderating.publish_report(by=village.an, pk=report.pk, public_text="Có người đổ rác", public_where="Thôn Thử")
    for page in (public, f"{public}{report.pk}/", f"{public}?format=csv"):
        said = client.get(page).content.decode()
        assert "Có người đổ rác" in said, page
        assert not [one for one in ("Giáp Thí Dụ", "0900", "ông Dụ") if one in said], page
    assert client.get(f"{public}{report.pk}/picture").status_code == 404
    moderating.mask_report(by=village.an, pk=report.pk, public_text="Đổ rác", shows_photo=True)
    assert client.get(f"{public}{report.pk}/picture").status_code == 200
    assert not client.cookies


def test_a_kept_back_report_says_why_to_who_sent_it(village, client):
    answer = client.post("/report/", {"kind": "other", "text": "Chửi bới", "commune": "07486"})
    report = Report.objects.get()
    with pytest.raises(ReasonMissing):
        moderating.keep_back_report(by=village.an, pk=report.pk, reason=" ")
    moderating.keep_back_report(by=village.an, pk=report.pk, reason="Xúc phạm người khác")
    assert "Xúc phạm người khác" in client.get(answer.url).content.decode()
    assert client.get(f"/07486/{village.today}/voices/{report.pk}/").status_code == 404


def test_acts_ask_for_their_words(village):
    report = reported(village)
    with pytest.raises(NothingShown):
        moderating.publish_report(by=village.an, pk=report.pk, public_text=" ", shows_photo=True)
    moderating.publish_report(by=village.an, pk=report.pk, public_text="Ổ gà")
    with pytest.raises(BodyMissing):
        moderating.pass_on_report(by=village.an, pk=report.pk, body=" ")
    with pytest.raises(AnswerMissing):
        moderating.answer_report(by=village.an, pk=report.pk, answer=" ")


def test_acts_ask_for_the_right_state(village):
    new, done = reported(village), answered(village)
    refused = [
        lambda: moderating.answer_report(by=village.an, pk=new.pk, answer="x"),
        lambda: moderating.close_report(by=village.an, pk=new.pk),
        lambda: moderating.mask_report(by=village.an, pk=new.pk, public_text="x"),
        lambda: moderating.publish_report(by=village.an, pk=done.pk, public_text="x"),
        lambda: moderating.keep_back_report(by=village.an, pk=done.pk, reason="x"),
        lambda: moderating.pass_on_report(by=village.an, pk=done.pk, body="x"),
    ]
    for act in refused:
        with pytest.raises(AlreadyHandled):
            act()


@pytest.mark.parametrize("who", ["be", "mat", "chi", "to", "lan", "so", "tham", "dung"])
def test_who_may_not_handle_a_report_does_not_reach_it(village, who):
    report = reported(village)
    with pytest.raises(Report.DoesNotExist):
        moderating.publish_report(by=getattr(village, who), pk=report.pk, public_text="x")


@pytest.mark.parametrize(
    ("who", "status"),
    [("an", 200), ("binh", 200), ("be", 404), ("mat", 403), ("lan", 403), ("chi", 404), ("dung", 404)],
)
def test_who_opens_the_desk(village, client, who, status):
    report = reported(village, photo=picture())
    client.force_login(getattr(village, who))
    for parts in ((), (report.pk,), (report.pk, "publish"), ("new",)):
        assert client.get(desk(village, *parts)).status_code == status, parts
    assert client.get(desk(village, report.pk, "picture").rstrip("/")).status_code == status


def test_a_report_of_another_commune_is_not_at_this_desk(village, client):
    report = reported(village, place=village.other)
    client.force_login(village.an)
    assert client.get(desk(village, report.pk)).status_code == 404
    assert client.get(desk(village, report.pk, "publish")).status_code == 404


def test_an_act_that_is_not_open_has_no_page(village, client):
    report = reported(village)
    client.force_login(village.an)
    for act in ("answer", "close", "nonsense"):
        assert client.get(desk(village, report.pk, act)).status_code == 404


def test_a_refused_form_says_why_at_its_field(village, client):
    report = reported(village)
    client.force_login(village.an)
    answer = client.post(desk(village, report.pk, "publish"), {"public_text": ""})
    assert answer.status_code == 422
    assert "nội dung công bố hoặc cho xem ảnh" in answer.content.decode()


def test_each_queue_holds_its_own(village, client):
    reported(village)
    receiving.send_report(pk=receiving.begin_report(place=village.commune, kind="other", text="x y z", trapped=True).pk)
    published(village)
    answered(village)
    client.force_login(village.an)
    for name, count in (("new", 1), ("suspect", 1), ("open", 1), ("done", 1), ("late", 0), ("all", 4), ("junk", 1)):
        page = client.get(f"{desk(village)}?queue={name}").content.decode()
        assert page.count('data-label="Trạng thái"') == count, name
    found = client.get(f"{desk(village)}?queue=all&q=nhà văn hóa&sort=kind&order=desc").content.decode()
    assert found.count('data-label="Trạng thái"') == 3


def test_deadlines_are_working_days_of_the_data(village):
    from openntm.office.working_days import add_working_days

    report = reported(village)
    assert report.due == add_working_days(village.today, 2)
    assert published(village).due == add_working_days(village.today, 10)
    assert answered(village).due is None


def test_an_officer_enters_a_report_for_somebody_and_both_are_on_record(village, client):
    client.force_login(village.an)
    given = {"kind": "water", "text": "Kênh tắc ở đầu thôn", "commune": "Nghĩa Phương", "speaker": "Cụ Thí Dụ"}
    assert client.post(desk(village, "new"), given).status_code == 422
    answer = client.post(desk(village, "new"), given | {"consented": "on"})
    assert answer.url.startswith("/r/")
    report = Report.objects.get()
    assert (report.speaker, report.entered_by, report.consented) == ("Cụ Thí Dụ", village.an, True)
    page = client.get(desk(village, report.pk)).content.decode()
    assert "Cụ Thí Dụ" in page
    assert LogEntry.objects.get(verb="resident_report.receive").by == village.an
    client.logout()
    assert "Cụ Thí Dụ" not in client.get(answer.url).content.decode()


def test_nobody_is_written_down_without_consent_or_name(village):
    said = {"by": village.an, "place": village.commune, "kind": "road", "text": "x"}
    with pytest.raises(ConsentMissing):
        receiving.enter_report(**said, speaker="Cụ Thí Dụ", consented=False)
    with pytest.raises(SpeakerMissing):
        receiving.enter_report(**said, speaker=" ", consented=True)


def test_an_officer_enters_reports_of_their_own_communes_alone(village, client):
    client.force_login(village.an)
    given = {"kind": "water", "text": "Kênh tắc", "commune": "Lục Sơn", "speaker": "Cụ Thí Dụ", "consented": "on"}
    assert client.post(desk(village, "new"), given).status_code == 422
    assert not Report.objects.filter(state="received").exists()


def test_the_history_keeps_who_moderated(village):
    report = answered(village)
    events = ReportEvent.objects.filter(report=report).values_list("kind", "by__username")
    assert list(events) == [("received", None), ("published", "an"), ("answered", "an")]


def test_the_list_is_filtered_sorted_and_taken_away(village, client):
    published(village, text="Ổ gà ở chợ")
    published(village, kind="waste", text="Rác ở bến")
    here = f"/07486/{village.today}/voices/"
    for query, count in (("q=chợ", 1), ("kind=waste", 1), ("state=closed", 0), ("state=received", 2), ("sort=kind", 2)):
        assert client.get(f"{here}?{query}").content.decode().count('data-label="Trạng thái"') == count, query
    table = client.get(f"{here}?format=csv").content.decode()
    assert "Rác ở bến" in table
    assert client.get(f"{here}?format=xlsx").status_code == 200
    assert client.get(f"/07492/{village.today}/voices/").content.decode().count("<tbody") == 0


def test_lists_ask_a_constant_number_of_queries(village, client, django_assert_max_num_queries):
    for number in range(12):
        published(village, text=f"Việc {number}")
        reported(village, text=f"Mới {number}")
    with django_assert_max_num_queries(25):
        client.get(f"/07486/{village.today}/voices/")
    client.force_login(village.an)
    client.get(desk(village))
    with django_assert_max_num_queries(40):
        client.get(desk(village))


def test_a_day_before_the_report_shows_none(village, client):
    published(village)
    day = village.today - timezone.timedelta(days=1)
    assert client.get(f"/07486/{day}/voices/").content.decode().count("<tbody") == 0
