"""The page of overdue tasks: under each leader how many, how late, who waits for whom."""

from datetime import date, timedelta

import pytest

from openntm.steering.services.answers import answer_task
from openntm.steering.services.tasks import give_task
from remembered import remembered

from .conftest import DAY


@pytest.fixture
@remembered
def tasks(office):
    given = {"by": office.binh, "on": DAY, "day": date(2024, 5, 6)}
    old, _ = give_task(title="Cũ", places=[office.phu, office.di], due=date(2024, 5, 10), overseer=office.lan, **given)
    [older] = give_task(title="Cũ hơn", places=[office.phu], due=date(2024, 5, 8), overseer=office.lan, **given)
    [free] = give_task(title="Chưa đến hạn", places=[office.di], due=date(2024, 7, 8), **given)
    answer_task(by=office.an, pk=old.pk, text="Xong", on=DAY, day=date(2024, 5, 9))
    return old, older, free


def test_each_leader_sees_how_many_and_how_late_the_oldest_first(client, office, tasks):
    client.force_login(office.lan)
    page = client.get("/218/2024-06-03/overdue/")
    first, second = page.context["found"]
    assert (first.leader, len(first.lines), len(first.waiting), first.worst) == (office.lan, 3, 1, 18)
    assert [(line.task.title, line.place, line.late) for line in first.overdue] == [
        ("Cũ hơn", "Đông Phú", 18),
        ("Cũ", "Tam Dị", 16),
    ]
    assert (second.leader, len(second.overdue)) == (None, 0)
    text = page.content.decode()
    assert "2 trên 4 nhiệm vụ đang mở đã quá hạn" in text
    assert "chưa nêu tên lãnh đạo" in text


def test_one_leader_can_be_shown_alone(client, office, tasks):
    client.force_login(office.lan)
    page = client.get(f"/218/2024-06-03/overdue/?leader={office.lan.pk}")
    assert [one.leader for one in page.context["shown"]] == [office.lan]


def test_on_the_last_day_nothing_is_overdue(client, office, tasks):
    client.force_login(office.lan)
    found = client.get("/218/2024-05-08/overdue/").context["found"]
    assert sum(len(one.overdue) for one in found) == 0
    found = client.get("/218/2024-05-09/overdue/").context["found"]
    assert [line.late for one in found for line in one.overdue] == [1]


def test_without_tasks_the_page_says_what_would_be_here(client, office):
    client.force_login(office.lan)
    assert "Không có nhiệm vụ nào đang mở" in client.get("/218/2024-06-03/overdue/").content.decode()
    client.force_login(office.dung)
    assert client.get("/218/2024-06-03/overdue/").status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(client, office, tasks, django_assert_max_num_queries):
    for number in range(30):
        due = DAY + timedelta(days=number)
        give_task(by=office.binh, places=[office.phu], title=f"Việc {number}", on=DAY, due=due, overseer=office.lan)
    client.force_login(office.lan)
    with django_assert_max_num_queries(30):
        client.get("/218/2024-06-03/overdue/")
