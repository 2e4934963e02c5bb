"""Judging an answer: accepted or returned with a reason, never one's own, and once."""

import threading
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from openntm.office.models import Delegation, LogEntry, Message, Person
from openntm.office.roles import MAY, Action, Role
from openntm.steering.access.tasks import may_answer, may_give
from openntm.steering.models import TaskAnswer
from openntm.steering.services.answers import YourOwnAnswer, accept_answer, answer_task, return_answer
from openntm.steering.services.tasks import DeadlineTooEarly, NoReason, WrongState, give_task

from .conftest import DAY, somebody


def answered(office, by=None, **more):
    [task] = give_task(by=office.binh, places=[office.phu], title="Báo cáo", on=DAY, working_days=5, **more)
    return answer_task(by=by or office.an, pk=task.pk, text="Đã xong", on=DAY)


def test_an_accepted_answer_closes_the_task_and_the_log_says_so(office):
    found = accept_answer(by=office.lan, pk=answered(office).pk, on=DAY)
    assert (found.verdict, found.judged_by, found.task.state) == ("accepted", office.lan, "accepted")
    found.task.refresh_from_db()
    assert found.task.closed_on == DAY
    assert LogEntry.objects.get(verb="task.accept").by == office.lan
    assert Message.objects.get(key__startswith="task.verdict").person == office.an


def test_a_returned_answer_says_why_and_may_give_more_time(office):
    answer = answered(office)
    with pytest.raises(NoReason):
        return_answer(by=office.binh, pk=answer.pk, reason=" ", on=DAY)
    found = return_answer(by=office.binh, pk=answer.pk, reason="Thiếu", on=DAY, due=date(2024, 7, 1))
    found.task.refresh_from_db()
    assert (found.verdict, found.reason, found.task.state) == ("returned", "Thiếu", "returned")
    assert found.task.due == date(2024, 7, 1)
    assert LogEntry.objects.get(verb="task.return").changed["due"] == ["2024-06-10", "2024-07-01"]


def test_more_time_does_not_end_before_today(office):
    with pytest.raises(DeadlineTooEarly):
        return_answer(by=office.binh, pk=answered(office).pk, reason="x", on=DAY, due=DAY - timedelta(days=1))


def test_a_judged_answer_is_not_judged_again(office):
    answer = answered(office)
    return_answer(by=office.binh, pk=answer.pk, reason="Thiếu", on=DAY)
    with pytest.raises(WrongState):
        accept_answer(by=office.binh, pk=answer.pk, on=DAY)


@pytest.mark.parametrize("who", ["an", "dung"])
def test_who_may_not_judge_there_is_refused(office, who):
    with pytest.raises((PermissionDenied, TaskAnswer.DoesNotExist)):
        accept_answer(by=getattr(office, who), pk=answered(office).pk, on=DAY)


def test_nobody_judges_their_own_answer_nor_one_given_in_their_name(office):
    own = answered(office, by=office.binh)
    with pytest.raises(YourOwnAnswer):
        accept_answer(by=office.binh, pk=own.pk, on=DAY)
    days = {"valid_from": DAY, "valid_to": DAY + timedelta(days=3), "reason": "Đi học"}
    Delegation.objects.create(post=office.binh.posts.get(), deputy=office.an, **days)
    deputy = Person.objects.get(pk=office.an.pk)
    with pytest.raises(YourOwnAnswer):
        accept_answer(by=deputy, pk=own.pk, on=DAY)  # on behalf of who answered
    accept_answer(by=office.lan, pk=own.pk, on=DAY)


def test_a_deputy_judges_on_behalf_of_the_holder(office):
    answer = answered(office)
    days = {"valid_from": DAY, "valid_to": DAY + timedelta(days=3), "reason": "Đi học"}
    Delegation.objects.create(post=office.lan.posts.get(), deputy=office.be, **days)
    found = accept_answer(by=Person.objects.get(pk=office.be.pk), pk=answer.pk, on=DAY)
    assert (found.judged_by, found.judged_for) == (office.be, office.lan)
    assert LogEntry.objects.get(verb="task.accept").changed["on_behalf_of"] == [None, office.lan.pk]


def test_each_role_gives_and_answers_as_the_table_says(office):
    [task] = give_task(by=office.binh, places=[office.phu], title="Báo cáo", on=DAY, working_days=5)
    for role, place in product(Role, ("phu", "di", "district", "far")):
        person = somebody(f"{role}-{place}", role, getattr(office, place))
        reaches = place in ("phu", "district")
        assert may_give(person, office.phu, DAY) == (reaches and Action.GIVE_TASKS in MAY[role]), (role, place)
        assert may_answer(person, task, DAY) == (reaches and Action.DO_TASKS in MAY[role]), (role, place)


@pytest.mark.postgres_only  # SQLite lets one writer in at a time
@pytest.mark.django_db(transaction=True)
def test_of_two_who_judge_at_once_one_is_refused(office):
    answer, outcomes = answered(office), []

    def judge(person):
        try:
            accept_answer(by=person, pk=answer.pk, on=DAY)
            outcomes.append("accepted")
        except Exception as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    judges = [threading.Thread(target=judge, args=[person]) for person in (office.binh, office.lan)]
    for judge_thread in judges:
        judge_thread.start()
    for judge_thread in judges:
        judge_thread.join()
    assert sorted(outcomes) == ["WrongState", "accepted"]
    assert LogEntry.objects.filter(verb="task.accept").count() == 1
