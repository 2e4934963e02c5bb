"""Answering a task: steps, evidence, past the deadline, by whom, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from openntm.office.files import FileRefused
from openntm.office.models import Delegation, LogEntry, Message, Post, StoredFile
from openntm.steering.models import Task, TaskAnswer
from openntm.steering.services.answers import (
    LateWithoutReason,
    answer_task,
    mark_step_done,
    return_answer,
)
from openntm.steering.services.tasks import DayAhead, DayBeforeStep, WrongState, give_task, withdraw_task

from .conftest import DAY

PDF = b"%PDF-1.4 minutes"


@pytest.fixture
def task(office):
    asked = {"title": "Báo cáo", "working_days": 5, "steps": ["Rà soát"], "overseer": office.lan}
    return give_task(by=office.binh, places=[office.phu], on=DAY, **asked)[0]


def answer(office, task, **more):
    return answer_task(**{"by": office.an, "pk": task.pk, "text": "Đã xong", "on": DAY, **more})


def test_an_answer_keeps_its_evidence_and_the_log_says_so(office, task):
    found = answer(office, task, files=[SimpleUploadedFile("bien-ban.pdf", PDF)])
    task.refresh_from_db()
    assert (task.state, found.verdict, found.day) == ("answered", "waiting", DAY)
    assert [(file.original_name, file.place) for file in found.files.all()] == [("bien-ban.pdf", office.phu)]
    entry = LogEntry.objects.get(verb="task.answer")
    assert (entry.by, entry.place_key) == (office.an, "xa-phu")


def test_who_gave_it_and_who_oversees_it_are_told(office, task):
    found = answer(office, task)
    told = Message.objects.filter(key__startswith=f"task.answer:{found.pk}:")
    assert {one.person for one in told} == {office.binh, office.lan}
    assert not any("An" in one.body for one in told)


def test_a_file_that_cannot_be_kept_leaves_nothing_behind(office, task):
    with pytest.raises(FileRefused):
        answer(office, task, files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("a.exe", b"MZ")])
    assert not TaskAnswer.objects.exists()
    assert not StoredFile.objects.exists()


def test_past_the_deadline_a_reason_is_asked(office, task):
    late = task.due + timedelta(days=1)
    with pytest.raises(LateWithoutReason):
        answer(office, task, on=late, late_reason="  ")
    assert answer(office, task, on=late, late_reason="Mưa lũ").late_reason == "Mưa lũ"


def test_on_the_last_day_no_reason_is_asked_and_none_is_kept(office, task):
    assert answer(office, task, on=task.due, late_reason="x").late_reason == ""


def test_a_second_answer_waits_for_the_first_to_be_judged(office, task):
    first = answer(office, task)
    with pytest.raises(WrongState):
        answer(office, task)
    return_answer(by=office.binh, pk=first.pk, reason="Thiếu biên bản", on=DAY)
    assert answer(office, task).pk != first.pk
    assert task.answers.count() == 2


def test_a_withdrawn_task_is_not_answered(office, task):
    withdraw_task(by=office.binh, pk=task.pk, reason="Nhầm", on=DAY)
    with pytest.raises(WrongState):
        answer(office, task)


@pytest.mark.parametrize(("day", "error"), [(DAY + timedelta(days=1), DayAhead), (date(2024, 6, 1), DayBeforeStep)])
def test_the_day_of_an_answer_is_neither_ahead_nor_before_the_task(office, task, day, error):
    with pytest.raises(error):
        answer(office, task, day=day)


def test_the_neighbour_does_not_find_the_task_and_a_reader_is_refused(office, task):
    with pytest.raises(Task.DoesNotExist):
        answer(office, task, by=office.be)
    Post.objects.filter(person=office.be).update(role="front", place=office.phu)
    with pytest.raises(PermissionDenied):
        answer(office, task, by=type(office.be).objects.get(pk=office.be.pk))


def test_a_task_with_a_name_is_answered_by_that_person_or_their_deputy(office):
    asked = {"title": "Ký báo cáo", "working_days": 5, "assignee": office.an}
    [named] = give_task(by=office.binh, places=[office.phu], on=DAY, **asked)
    with pytest.raises(PermissionDenied):
        answer(office, named, by=office.lan)  # a leader may answer tasks here, but not this one
    days = {"valid_from": DAY, "valid_to": DAY + timedelta(days=3), "reason": "Đi học"}
    Delegation.objects.create(post=office.an.posts.get(), deputy=office.be, **days)
    found = answer(office, named, by=type(office.be).objects.get(pk=office.be.pk))
    assert (found.by, found.on_behalf_of) == (office.be, office.an)
    assert LogEntry.objects.get(verb="task.answer").changed["on_behalf_of"] == [None, office.an.pk]


def test_a_step_is_done_once_by_who_answers(office, task):
    step = task.steps.get()
    Post.objects.filter(person=office.be).update(role="front", place=office.phu)
    with pytest.raises(PermissionDenied):
        mark_step_done(by=type(office.be).objects.get(pk=office.be.pk), pk=step.pk, on=DAY)
    done = mark_step_done(by=office.an, pk=step.pk, on=DAY)
    assert (done.done_on, done.done_by) == (DAY, office.an)
    assert LogEntry.objects.get(verb="task.step").changed["step"][1] == "Rà soát"
    with pytest.raises(WrongState):
        mark_step_done(by=office.an, pk=step.pk, on=DAY)
