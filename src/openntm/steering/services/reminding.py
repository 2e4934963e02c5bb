"""Reminders: each that is due leaves once, whoever runs this and however often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.models import Person
from openntm.steering.escalation import Rule, rule_due, rules
from openntm.steering.models import Task
from openntm.steering.queries.addressees import addressees, judges, overseers, superiors
from openntm.steering.queries.deadlines import time_left
from openntm.steering.services.telling import tell_each

PARTIES: dict[str, Callable[[Task, date], list[Person]]] = {
    "addressees": addressees,
    "overseers": overseers,
    "judges": judges,
    "superiors": superiors,
}


@dataclass(frozen=True)
class Reminder:
    """A rule that has come due for a task; `counted_from` tells it from the same rule after a new deadline."""

    task: Task
    rule: Rule
    counted_from: date
    is_waiting: bool

    @property
    def key(self) -> str:
        return f"task.remind:{self.task.pk}:{self.counted_from.isoformat()}:{self.rule.after:+d}:{self.is_waiting:d}"


def reminders_due(on: date) -> list[Reminder]:
    open_tasks = Task.objects.filter(state__in=Task.OPEN, given_on__lte=on).select_related(
        "place", "assignee", "overseer", "given_by", "on_behalf_of"
    )
    found = [reminder_of(task, on) for task in open_tasks.order_by("due", "pk")]
    return [one for one in found if one]


def reminder_of(task: Task, on: date) -> Reminder | None:
    if task.state == Task.State.ANSWERED:
        answer = task.answers.last()
        day = answer.day if answer else task.given_on
        rule = rule_due(rules()["waiting"], day, day, on)
        return Reminder(task, rule, day, True) if rule else None
    rule = rule_due(rules()[task.origin], task.due, task.given_on, on)
    return Reminder(task, rule, task.due, False) if rule else None


def remind(*, on: date) -> int:
    """How many people were reminded now."""
    return sum(send(one, on) for one in reminders_due(on))


@transaction.atomic
def send(reminder: Reminder, on: date) -> int:
    people = [one for party in reminder.rule.tell for one in PARTIES[party](reminder.task, on)]
    with translation.override(settings.LANGUAGE_CODE):
        return tell_each(list(dict.fromkeys(people)), reminder.key, subject_of(reminder, on), reminder.task, on)


def subject_of(reminder: Reminder, on: date) -> str:
    title = reminder.task.title
    if reminder.is_waiting:
        return _("An answer still waits to be judged: %(title)s") % {"title": title}
    return _("Reminder, %(left)s: %(title)s") % {"left": time_left(reminder.task.due, on), "title": title}
