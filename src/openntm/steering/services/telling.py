"""What people are told of a task: its title, its place and days; never another person's name."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.models import Person
from openntm.office.services.outbox import tell
from openntm.places.queries import nearest_version
from openntm.steering.models import Task, TaskAnswer
from openntm.steering.queries.addressees import addressees, judges
from openntm.steering.queries.deadlines import address_of


def tell_of_task(task: Task, on: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("New task: %(title)s") % {"title": task.title}
        tell_each(
            [one for one in addressees(task, on) if one != task.given_by], f"task.give:{task.pk}", subject, task, on
        )


def tell_of_answer(answer: TaskAnswer, on: date) -> None:
    """Those who wait for it; never who answered."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Answer to be judged: %(title)s") % {"title": answer.task.title}
        waiting = [one for one in judges(answer.task, on) if one not in (answer.by, answer.on_behalf_of)]
        tell_each(waiting, f"task.answer:{answer.pk}", subject, answer.task, on)


def tell_of_verdict(answer: TaskAnswer, on: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        accepted = answer.verdict == TaskAnswer.Verdict.ACCEPTED
        subject = _("Answer accepted: %(title)s") if accepted else _("Answer returned: %(title)s")
        people = dict.fromkeys(one for one in (answer.by, answer.on_behalf_of) if one)
        tell_each(list(people), f"task.verdict:{answer.pk}", subject % {"title": answer.task.title}, answer.task, on)


def tell_each(people: list[Person], key: str, subject: str, task: Task, on: date) -> int:
    """How many were told now."""
    place = nearest_version(task.place, on).full_name
    body = _("Place: %(place)s. Deadline: %(due)s.") % {"place": place, "due": task.due.strftime("%d/%m/%Y")}
    given = {"subject": subject, "body": body, "url": address_of(task, on)}
    return sum(tell(person=one, key=f"{key}:{one.pk}", **given) is not None for one in people)
