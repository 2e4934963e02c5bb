"""Giving a task: to many places at once, from a document, from a gap, by whom, until when."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from openntm.office.models import LogEntry, Message
from openntm.steering.models import Directive, Task
from openntm.steering.services.tasks import (
    CannotAnswer,
    DayAhead,
    DeadlineTooEarly,
    Gap,
    NoDeadline,
    NoReason,
    PlaceGone,
    TaskOpen,
    WrongState,
    extend_deadline,
    give_task,
    withdraw_task,
)

from .conftest import DAY

GAP = Gap("commune_ntm_2021_2025", "17.1", "52 < 55")


def given(office, **more):
    asked = {"by": office.binh, "places": [office.phu], "title": "Báo cáo nước sạch", "on": DAY, "working_days": 5}
    return give_task(**{**asked, **more})


def test_one_document_gives_a_task_to_each_place_and_the_log_says_so(office):
    plan = Directive.objects.create(number="1/KH", issued=DAY, issuer_vi="UBND", abstract_vi="Kế hoạch")
    tasks = given(office, places=[office.phu, office.di, office.phu], directive=plan, steps=["Rà soát", "Báo cáo"])
    assert [(task.place, task.origin, task.state) for task in tasks] == [
        (office.phu, "directive", "given"),
        (office.di, "directive", "given"),
    ]
    assert [step.text for step in tasks[1].steps.all()] == ["Rà soát", "Báo cáo"]
    entries = LogEntry.objects.filter(verb="task.give")
    assert {entry.place_key for entry in entries} == {"xa-phu", "xa-di"}
    assert entries[0].changed["directive"] == [None, "1/KH"]


def test_a_deadline_in_working_days_leaves_out_the_weekend(office):
    [task] = given(office)
    assert (task.due, task.working_days) == (date(2024, 6, 10), 5)


def test_the_addressees_are_told_once(office):
    given(office)
    assert [(one.person, one.url) for one in Message.objects.all()] == [
        (office.an, f"/07453/2024-06-03/tasks/{Task.objects.get().pk}/")
    ]


@pytest.mark.parametrize("who", ["an", "be", "dung"])
def test_who_gives_no_tasks_there_is_refused(office, who):
    with pytest.raises(PermissionDenied):
        given(office, by=getattr(office, who))


def test_all_places_get_the_task_or_none(office):
    with pytest.raises(PermissionDenied):
        given(office, places=[office.phu, office.far])
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"due": date(2024, 7, 1)}, NoDeadline),
        ({"working_days": None}, NoDeadline),
        ({"working_days": None, "due": date(2024, 6, 2)}, DeadlineTooEarly),
        ({"day": date(2024, 6, 4)}, DayAhead),
        ({"day": date(2010, 1, 1)}, PlaceGone),
    ],
)
def test_a_task_without_sense_is_refused(office, more, error):
    with pytest.raises(error):
        given(office, **more)


def test_a_task_names_only_who_can_answer_it(office):
    assert given(office, assignee=office.an)[0].assignee == office.an
    with pytest.raises(CannotAnswer):
        given(office, assignee=office.be)


@pytest.mark.postgres
def test_an_indicator_has_one_open_task_a_place(office):
    [task] = given(office, gap=GAP)
    assert (task.origin, task.indicator, task.gap) == ("gap", "17.1", "52 < 55")
    with pytest.raises(TaskOpen):
        given(office, gap=GAP)
    given(office, gap=GAP, places=[office.di])
    withdraw_task(by=office.binh, pk=task.pk, reason="Nhầm", on=DAY)
    given(office, gap=GAP)


def test_a_withdrawn_task_is_closed_with_its_reason(office):
    [task] = given(office)
    with pytest.raises(NoReason):
        withdraw_task(by=office.binh, pk=task.pk, reason=" ", on=DAY)
    with pytest.raises(PermissionDenied):
        withdraw_task(by=office.an, pk=task.pk, reason="x", on=DAY)
    withdraw_task(by=office.lan, pk=task.pk, reason="Nhầm", on=DAY)
    task.refresh_from_db()
    assert (task.state, task.closed_on) == ("withdrawn", DAY)
    entry = LogEntry.objects.get(verb="task.withdraw")
    assert entry.particulars.reason == "Nhầm"
    with pytest.raises(WrongState):
        withdraw_task(by=office.lan, pk=task.pk, reason="Nhầm", on=DAY)


def test_a_deadline_is_only_extended_and_with_a_reason(office):
    [task] = given(office)
    for more, error in (
        ({"reason": "", "due": date(2024, 7, 1)}, NoReason),
        ({"reason": "Mưa lũ", "due": task.due}, DeadlineTooEarly),
        ({"reason": "Mưa lũ"}, NoDeadline),
    ):
        with pytest.raises(error):
            extend_deadline(by=office.binh, pk=task.pk, on=DAY, **more)
    extend_deadline(by=office.binh, pk=task.pk, on=DAY, reason="Mưa lũ", working_days=10)
    entry = LogEntry.objects.get(verb="task.extend")
    assert entry.changed["due"] == ["2024-06-10", "2024-06-17"]


def test_who_does_not_see_the_place_does_not_find_the_task(office):
    [task] = given(office)
    with pytest.raises(Task.DoesNotExist):
        withdraw_task(by=office.dung, pk=task.pk, reason="x", on=DAY)
    with pytest.raises(Task.DoesNotExist):
        extend_deadline(by=office.be, pk=task.pk, reason="x", on=DAY, working_days=9)
