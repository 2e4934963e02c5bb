"""Reminders by the rules in the data: to whom, on which working day, and never twice."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from openntm.office.models import Message
from openntm.office.working_days import is_working_day, working_days_between
from openntm.portal.command import Commands
from openntm.steering.escalation import Rule, RuleRefused, day_of, read_rules, rule_due, rules
from openntm.steering.models import Directive
from openntm.steering.services.answers import answer_task, return_answer
from openntm.steering.services.reminding import remind
from openntm.steering.services.tasks import extend_deadline, give_task

from .conftest import DAY

DUE = date(2024, 6, 17)  # a Monday, ten working days after
BEFORE, AFTER, LATE = date(2024, 6, 12), date(2024, 6, 18), date(2024, 6, 24)


@pytest.fixture
def task(office):
    plan = Directive.objects.create(number="1/KH", issued=DAY, issuer_vi="UBND", abstract_vi="Kế hoạch")
    asked = {"title": "Báo cáo", "working_days": 10, "directive": plan, "overseer": office.lan}
    [made] = give_task(by=office.binh, places=[office.phu], on=DAY, **asked)
    Message.objects.all().delete()
    return made


def told():
    return sorted(message.person.username for message in Message.objects.all())


def test_each_reminder_goes_to_whom_the_rules_name_and_once(office, task):
    assert remind(on=date(2024, 6, 11)) == 0
    assert remind(on=BEFORE) == 1
    assert told() == ["an"]
    assert "còn 3 ngày làm việc" in Message.objects.get().subject
    assert (remind(on=BEFORE), remind(on=date(2024, 6, 14))) == (0, 0)
    assert remind(on=DUE) == 1
    assert remind(on=AFTER) == 2
    assert told() == ["an", "an", "an", "lan"]
    assert remind(on=LATE) == 3
    assert told() == ["an", "an", "an", "an", "binh", "lan", "lan"]


def test_the_superior_office_is_told_when_it_is_very_late(office, task):
    remind(on=LATE)
    assert told() == ["an", "binh", "lan"]  # the office of the district is the one above the commune


def test_after_a_pause_people_get_one_reminder_and_not_all_that_were_missed(office, task):
    assert remind(on=date(2024, 8, 1)) == 3
    assert remind(on=date(2024, 8, 2)) == 0


def test_what_was_answered_reminds_those_who_judge(office, task):
    answer = answer_task(by=office.an, pk=task.pk, text="Xong", on=DAY)
    Message.objects.all().delete()
    assert remind(on=DAY) == 0
    assert remind(on=DAY + timedelta(days=3)) == 2
    assert told() == ["binh", "lan"]
    return_answer(by=office.binh, pk=answer.pk, reason="Thiếu", on=DAY + timedelta(days=3))
    Message.objects.all().delete()
    assert remind(on=AFTER) == 2  # again the addressee's turn


def test_a_new_deadline_starts_the_reminders_anew(office, task):
    remind(on=DUE)
    extend_deadline(by=office.binh, pk=task.pk, reason="Mưa lũ", on=DUE, working_days=10)
    assert remind(on=AFTER) == 0
    assert remind(on=date(2024, 6, 26)) == 1


def test_no_reminder_names_a_person(office, task):
    for day in (BEFORE, DUE, AFTER, LATE):
        remind(on=day)
    texts = " ".join(one.subject + one.body for one in Message.objects.all())
    assert not any(name in texts for name in ("An", "Binh", "Lan"))


def test_a_short_task_is_not_reminded_on_the_day_it_is_given(office):
    give_task(by=office.binh, places=[office.phu], title="Gấp", on=DAY, working_days=1)
    Message.objects.all().delete()
    assert remind(on=DAY) == 0
    assert remind(on=DAY + timedelta(days=1)) == 1


def test_the_command_twice_on_a_day_sends_nothing_twice(office, task, monkeypatch):
    monkeypatch.setattr("openntm.portal.commands.run_due.ready", lambda: None)
    command, runner = Commands("openntm").get_command(None, "run-due"), CliRunner()
    found = [runner.invoke(command, ["--on", "2024-06-18"]).output.split(",")[0] for _ in range(2)]
    assert found == ["2 reminded", "0 reminded"]


def test_the_rules_of_the_data_name_every_origin():
    assert {name: bool(found) for name, found in rules().items()} == dict.fromkeys(
        ("directive", "gap", "other", "waiting"), True
    )


@pytest.mark.parametrize(
    "row", ["{after: soon, tell: [judges]}", "{after: 1, tell: [mayor]}", "{after: 1, tell: []}", "{after: 1}"]
)
def test_a_rule_that_the_product_does_not_know_is_refused(row):
    text = f"directive: [{row}]\ngap: []\nother: []\nwaiting: []\n"
    with pytest.raises(RuleRefused):
        read_rules(text)
    with pytest.raises(RuleRefused):
        read_rules("directive: []")


@given(after=st.integers(-20, 20), day=st.integers(0, 700))
def test_a_rule_falls_on_the_working_day_that_it_names(after, day):
    due = date(2023, 1, 2) + timedelta(days=day)
    found = day_of(Rule(after, ("judges",)), due)
    if after > 0:
        assert working_days_between(due, found) == after
    elif after < 0:
        days = [found + timedelta(days=step) for step in range((due - found).days)]
        assert sum(map(is_working_day, days)) == -after
    else:
        assert found == due


@given(day=st.integers(-30, 60))
def test_never_more_than_the_latest_rule_is_due(day):
    among, on = rules()["directive"], DUE + timedelta(days=day)
    found = rule_due(among, DUE, DAY, on)
    come = [one for one in among if DAY < day_of(one, DUE) <= on]
    assert found == (come[-1] if come else None)
