"""Who is told of what a board does or has to do, at once or on its day; each notice leaves once and names nobody."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

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
from openntm.works.boards_law import law
from openntm.works.models import Board, Demand, Work
from openntm.works.queries.boards import first_visit_from, standing_at


def tell_answering(demand: Demand, work: Work) -> int:
    """The side that answers, when the Front has confirmed the demand."""
    subject = _("Demand of a supervision board, to be answered by %(day)s: %(work)s")
    return send_demand(demand, work, answering(work.place, today()), "sent", subject)


def tell_board(demand: Demand, board: Board) -> int:
    """The members with an account, when there is an answer whose remedy is to be looked at."""
    subject = _("The demand was answered, look at the remedy: %(work)s")
    return send_demand(demand, board.work, members(board), f"answered:{demand.observation.rechecks.count()}", subject)


def remind_of_demands(*, on: date) -> int:
    """By the clock of `data/boards.yaml`: of the latest step that has come, so that a missed run sends one notice."""
    waiting = Demand.objects.filter(observation__state=Observation.State.OPEN)
    rows = waiting.select_related("observation__visit__place").order_by("pk")
    works = Work.objects.select_related("place").in_bulk({int(one.observation.visit.subject_key) for one in rows})
    return sum(remind(one, works[int(one.observation.visit.subject_key)], on) for one in rows)


def remind(demand: Demand, work: Work, on: date) -> int:
    due = demand.observation.due
    found = step_on(on, due, [step.after for step in law().escalation], since=demand.confirmed_on)
    if found is None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        late = _("Demand of a supervision board without an answer since %(day)s: %(work)s")
        soon = _("Demand of a supervision board, to be answered by %(day)s: %(work)s")
        people = told_at(found)(work.place, on)
        return send_demand(demand, work, people, f"{due.isoformat()}:{found:+d}", late if found > 0 else soon)


def remind_of_boards(*, on: date) -> int:
    """Of plans that the owner must be told of, of information that was asked for, and of reports."""
    boards = Board.objects.filter(state=Board.State.STANDING).select_related("work__place").order_by("pk")
    rows = list(boards.prefetch_related("requests", "reports"))
    with translation.override(settings.LANGUAGE_CODE):
        return sum(of_notice(one, on) + of_requests(one, on) + of_report(one, on) for one in rows)


def of_notice(board: Board, on: date) -> int:
    """While the owner is not told, before the first planned visit has its days of notice; then, when they are over."""
    if board.told_on:
        first = first_visit_from(board)
        subject = _("The days of notice are over, visits may begin from %(day)s: %(work)s")
        may_begin = first and not board.rounds.exists() and first <= on
        return send(board, members(board), f"begin:{first}", subject, first) if first and may_begin else 0
    if not board.planned_days or board.early_reason:
        return 0
    last = date.fromisoformat(board.planned_days[0]) - timedelta(days=law().number("notice_days", on))
    found = step_on(on, last, law().reminders["notice"], since=board.decided_on)
    if found is None:
        return 0
    subject = _("Tell the owner of the plan of supervision by %(day)s: %(work)s")
    late = _("The owner was not told of the plan of supervision by %(day)s: %(work)s")
    people = front_of(board.work.place, on)
    return send(board, people, f"notice:{last}:{found:+d}", late if found > 0 else subject, last)


def of_requests(board: Board, on: date) -> int:
    """Whoever is to answer; once it is late the commune's leader and the Front too, and the board that asked."""
    sent = 0
    for one in board.requests.all():
        found = step_on(on, one.due, [step.after for step in law().escalation], since=one.sent_on)
        if one.answered_on or found is None:
            continue
        soon = _("Information asked for by a supervision board, due on %(day)s: %(work)s")
        late = _("Information asked for by a supervision board, not given since %(day)s: %(work)s")
        people = [*told_at(found)(board.work.place, on), *(members(board) if found > 0 else [])]
        sent += send(board, people, f"asked:{one.pk}:{found:+d}", late if found > 0 else soon, one.due)
    return sent


def of_report(board: Board, on: date) -> int:
    """Of the newest period whose reminder has come, until a report that covers its last day is signed."""
    texts = {text for texts in law().report_days.values() for text in texts}
    ends = sorted(date.fromisoformat(f"{year}-{text}") for text in texts for year in (on.year - 1, on.year))
    come = [(end, step) for end in ends if (step := step_on(on, end, law().reminders["report"], board.decided_on))]
    if not come:
        return 0
    end, found = come[-1]
    if end < board.decided_on or any(one.signed_on and one.since <= end <= one.until for one in board.reports.all()):
        return 0
    soon = _("Report of the supervision board up to %(day)s: %(work)s")
    late = _("The report of the supervision board up to %(day)s is not signed: %(work)s")
    people = [*members(board), *front_of(board.work.place, on)]
    return send(board, people, f"report:{end}:{found:+d}", late if found > 0 else soon, end)


def step_on(on: date, due: date, steps: Iterable[int], since: date) -> int | None:
    """The latest that has come, so that a missed run sends one notice; none that lay before the matter began."""
    return max((step for step in steps if since < day_of(step, due) <= on), default=None)


def day_of(step: int, due: date) -> date:
    return add_working_days(due, step) if step > 0 else working_days_before(due, -step)


def members(board: Board) -> list[Person]:
    """Those who sit on it and have an account."""
    seats = board.members.filter(to_day__isnull=True, person__isnull=False).select_related("person")
    return [one.person for one in seats if one.person]


def front_of(place: Place, on: date) -> list[Person]:
    return with_deputies(posts_at(standing_at(place, on), on).filter(role=Role.FRONT), [], on)


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


def told_at(after: int) -> Callable[[Place, date], list[Person]]:
    return TOLD[next(step.tell for step in law().escalation if step.after == after)]


def send_demand(demand: Demand, work: Work, people: Iterable[Person], event: str, subject: str) -> int:
    return tell_each(work, people, ("demand", demand.pk), event, subject, demand.observation.due)


def send(board: Board, people: Iterable[Person], event: str, subject: str, day: date) -> int:
    return tell_each(board.work, people, ("board", board.pk), event, subject, day)


@transaction.atomic
def tell_each(work: Work, people: Iterable[Person], page: tuple[str, int], event: str, subject: str, day: date) -> int:
    """`page`: what is opened from the notice, and its number."""
    name, pk = page
    with translation.override(settings.LANGUAGE_CODE):
        unit = nearest_version(work.place, today())
        given = {"subject": subject % {"day": day_text(day), "work": work.name}}
        given["body"] = _("Place: %(place)s.") % {"place": unit.full_name}
        given["url"] = reverse(f"works:{name}", args=[unit.code, today().isoformat(), pk])
        told = dict.fromkeys(people)
        return sum(tell(person=one, key=f"{name}:{pk}:{event}:{one.pk}", **given) is not None for one in told)
