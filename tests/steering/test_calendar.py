"""The calendar feed: a secret address with the deadlines of one person's open tasks, and nothing else."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from openntm.office.access import today
from openntm.office.models import LogEntry, Token
from openntm.office.services import make_token, renew_calendar, withdraw_token
from openntm.steering.services.tasks import give_task, withdraw_task

from .conftest import DAY


@pytest.fixture
def tasks(office):
    given = {"by": office.binh, "on": DAY, "working_days": 5}
    water, other = give_task(title="Nước sạch; bể, giếng", places=[office.phu, office.di], **given)
    [gone] = give_task(title="Đã thu hồi", places=[office.phu], **given)
    withdraw_task(by=office.binh, pk=gone.pk, reason="Nhầm", on=DAY)
    return water, other


def events(answer):
    calendar = Calendar.from_ical(answer.content)
    return calendar.walk("VEVENT")


def test_the_feed_holds_the_open_tasks_of_its_person_as_days_with_alarms(client, office, tasks):
    _token, secret = renew_calendar(by=office.an, on=today())
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store"
    [event] = events(answer)
    assert str(event["summary"]) == "Nước sạch; bể, giếng (Đông Phú)"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2024, 6, 10), date(2024, 6, 11))
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-3), timedelta(hours=8)]
    assert str(event["url"]).endswith(f"/tasks/{tasks[0].pk}/")


def test_a_wrong_withdrawn_or_ended_address_opens_nothing(client, office, tasks):
    token, secret = renew_calendar(by=office.an, on=today())
    assert client.get("/calendar/wrong.ics").status_code == 404
    Token.objects.filter(pk=token.pk).update(valid_to=today())
    assert client.get(f"/calendar/{secret}.ics").status_code == 404
    Token.objects.filter(pk=token.pk).update(valid_to=today() + timedelta(days=1))
    assert client.get(f"/calendar/{secret}.ics").status_code == 200
    withdraw_token(by=office.an, pk=token.pk)
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_a_new_address_makes_the_old_one_useless_and_the_log_says_so(client, office):
    _old, first = renew_calendar(by=office.an, on=today())
    _new, second = renew_calendar(by=office.an, on=today())
    found = [client.get(f"/calendar/{secret}.ics").status_code for secret in (first, second)]
    assert found == [404, 200]
    verbs = list(LogEntry.objects.filter(verb__startswith="token").order_by("number").values_list("verb", flat=True))
    assert verbs == ["token.make", "token.withdraw", "token.make"]


def test_the_secret_of_the_calendar_opens_the_feed_alone_and_a_token_does_not_open_it(client, office):
    _token, secret = renew_calendar(by=office.an, on=today())
    asked = {"path": "/api/v1/figures", "data": {"on": "2024-01-01"}}
    assert client.get(**asked, headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    _api, program = make_token(by=office.an, name="x", on=today())
    assert client.get(f"/calendar/{program}.ics").status_code == 404
    assert client.get(**asked, headers={"Authorization": f"Bearer {program}"}).status_code == 200


def test_a_deactivated_person_has_no_feed(client, office):
    _token, secret = renew_calendar(by=office.an, on=today())
    office.an.is_active = False
    office.an.save()
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_the_page_makes_renews_and_withdraws_the_address(client, office):
    client.force_login(office.an)
    assert "Lịch nhiệm vụ" in client.get("/account/").content.decode()
    assert ".ics" not in client.get("/calendar/").content.decode()
    made = client.post("/calendar/")
    assert made.context["address"] in made.content.decode()
    assert client.get(made.context["address"]).status_code == 200
    assert made.context["address"] not in client.get("/calendar/").content.decode()
    assert client.post("/calendar/", {"withdraw": "1"}).status_code == 302
    assert client.get(made.context["address"]).status_code == 404


def test_a_deadline_on_the_last_day_of_all_does_not_close_the_feed(client, office):
    give_task(by=office.binh, on=DAY, title="Mãi mãi", places=[office.phu], due=date.max)
    _token, secret = renew_calendar(by=office.an, on=today())
    answer = client.get(f"/calendar/{secret}.ics")
    assert [event.decoded("dtstart") for event in events(answer)] == [date.max]
