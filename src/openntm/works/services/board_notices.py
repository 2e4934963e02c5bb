"""Who is told of a demand, at once and when its day comes; each notice leaves once and names nobody."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openntm.office.access import today
from openntm.office.models import Person
from openntm.office.roles import Action, Role, roles_that_may
from openntm.office.services.outbox import tell
from openntm.office.wording import day_text
from openntm.office.working_days import add_working_days
from openntm.places.models import Place
from openntm.places.queries import nearest_version
from openntm.steering.escalation import working_days_before
from openntm.steering.queries.addressees import posts_at, with_deputies
from openntm.visits.models import Observation
from openntm.works.boards_law import Step, law
from openntm.works.models import Board, Demand, Work
from openntm.works.queries.boards import standing_at


def tell_answering(demand: Demand, work: Work) -> int:
    """The side that answers, when the Front has confirmed the demand."""
    subject = _("Demand of a supervision board, to be answered by %(day)s: %(work)s")
    return send(demand, work, answering(work.place, today()), "sent", subject)


def tell_board(demand: Demand, board: Board) -> int:
    """The members with an account, when there is an answer whose remedy is to be looked at."""
    seats = board.members.filter(to_day__isnull=True, person__isnull=False).select_related("person")
    found = demand.observation
    subject = _("The demand was answered, look at the remedy: %(work)s")
    people = [one.person for one in seats if one.person]
    return send(demand, board.work, people, f"answered:{found.rechecks.count()}", subject)


def remind_of_demands(*, on: date) -> int:
    """By the clock of `data/boards.yaml`: of the latest step that has come, so that a missed run sends one notice."""
    waiting = Demand.objects.filter(observation__state=Observation.State.OPEN)
    rows = waiting.select_related("observation__visit__place").order_by("pk")
    works = Work.objects.select_related("place").in_bulk({int(one.observation.visit.subject_key) for one in rows})
    return sum(remind(one, works[int(one.observation.visit.subject_key)], on) for one in rows)


def remind(demand: Demand, work: Work, on: date) -> int:
    due = demand.observation.due
    come = [step for step in law().escalation if demand.confirmed_on < day_of(step, due) <= on]
    if not come:
        return 0
    step = max(come, key=lambda one: one.after)
    with translation.override(settings.LANGUAGE_CODE):
        late = _("Demand of a supervision board without an answer since %(day)s: %(work)s")
        soon = _("Demand of a supervision board, to be answered by %(day)s: %(work)s")
        people = TOLD[step.tell](work.place, on)
        return send(demand, work, people, f"{due.isoformat()}:{step.after:+d}", late if step.after > 0 else soon)


def day_of(step: Step, due: date) -> date:
    return add_working_days(due, step.after) if step.after > 0 else working_days_before(due, -step.after)


def answering(place: Place, on: date) -> list[Person]:
    roles = roles_that_may(Action.ANSWER_DEMANDS) - {Role.OFFICE}
    return with_deputies(posts_at(standing_at(place, on), on).filter(role__in=roles), [], on)


def of_commune(place: Place, on: date) -> list[Person]:
    """Its leader, the Front, and those who were to answer."""
    leading = posts_at(standing_at(place, on), on).filter(role__in=[Role.LEADER, Role.FRONT])
    return list(dict.fromkeys([*answering(place, on), *with_deputies(leading, [], on)]))


def of_province(place: Place, on: date) -> list[Person]:
    """Leader and office of the unit above, beside the commune's own."""
    above = {nearest_version(Place.objects.get(pk=pk), on).parent_id for pk in standing_at(place, on)}
    posts = posts_at([pk for pk in above if pk], on).filter(role__in=[Role.LEADER, Role.OFFICE])
    return list(dict.fromkeys([*of_commune(place, on), *with_deputies(posts, [], on)]))


TOLD = {"answering": answering, "commune": of_commune, "province": of_province}


@transaction.atomic
def send(demand: Demand, work: Work, people: Iterable[Person], event: str, subject: str) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        unit = nearest_version(work.place, today())
        given = {"subject": subject % {"day": day_text(demand.observation.due), "work": work.name}}
        given["body"] = _("Place: %(place)s.") % {"place": unit.full_name}
        given["url"] = reverse("works:demand", args=[unit.code, today().isoformat(), demand.pk])
        key = f"demand:{demand.pk}:{event}"
        return sum(tell(person=one, key=f"{key}:{one.pk}", **given) is not None for one in people)
