"""Tasks as lists read them: how they stood on a day, whose turn it is, how late they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from openntm.office.models import Person
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.steering.access.tasks import addressed_to
from openntm.steering.models import Task, TaskAnswer
from openntm.steering.queries.deadlines import days_late, time_left

SORTS = {"due": "due", "given": "given_on", "title": "title", "place": "place_sort", "state": "state_on"}
TO_DO = ("given", "returned")
WHICH = ("open", "to_do", "waiting", "overdue", "closed")


def tasks_on(tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Those given by the day, each with its state and place as they were then.

    A deadline that was moved since then is told as it is today.
    """
    end = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    answers = TaskAnswer.objects.filter(task=OuterRef("pk"), day__lte=on)
    waits = Exists(answers.filter(Q(judged_at__isnull=True) | Q(judged_at__gte=end)))
    returned = Exists(answers.filter(verdict=TaskAnswer.Verdict.RETURNED, judged_at__lt=end))
    state = Case(
        When(closed_on__lte=on, then=F("state")),
        When(waits, then=Value(Task.State.ANSWERED)),
        When(returned, then=Value(Task.State.RETURNED)),
        default=Value(Task.State.GIVEN),
        output_field=CharField(),
    )
    version = PlaceVersion.objects.filter(place=OuterRef("place"), valid_from__lte=on).order_by("-valid_from")
    place = {key: Subquery(version.values(key)[:1]) for key in ("sort_key", "name")}
    known = tasks.filter(given_on__lte=on).select_related("directive", "assignee", "overseer", "given_by", "place")
    return known.annotate(state_on=state, place_sort=place["sort_key"], place_word=place["name"])


def wanted(which: str, on: date) -> Q:
    """The tasks of a filter, among `tasks_on` the same day."""
    return {
        "open": Q(state_on__in=Task.OPEN),
        "to_do": Q(state_on__in=TO_DO),
        "waiting": Q(state_on=Task.State.ANSWERED),
        "overdue": Q(state_on__in=TO_DO, due__lt=on),
        "closed": ~Q(state_on__in=Task.OPEN),
    }.get(which, Q())


def found_tasks(tasks: QuerySet[Task], asked: Mapping[str, Any], person: Person, on: date, today: date) -> list[int]:
    """The keys of the tasks that fit the filters and the words, in the order asked for."""
    fitting = tasks.filter(wanted(asked.get("which") or "", on))
    if asked.get("mine"):
        fitting = fitting.filter(addressed_to(person, today) | Q(overseer=person) | Q(given_by=person))
    if asked.get("origin"):
        fitting = fitting.filter(origin=asked["origin"])
    if asked.get("place"):
        fitting = fitting.filter(place=asked["place"])
    key = SORTS.get(asked.get("sort") or "", "due")
    rows: Any = fitting.order_by(("-" if asked.get("order") == "desc" else "") + key, "pk")
    words = fold(asked.get("q") or "").split()
    texts = rows.values_list("pk", "title", "wanted", "indicator", "place_word", "directive__number")
    return [row[0] for row in texts if not words or fits(words, row[1:])]


def fits(words: Iterable[str], texts: Iterable[str | None]) -> bool:
    text = fold(" ".join(one or "" for one in texts))
    return all(word in text for word in words)


@dataclass(frozen=True)
class Line:
    """A task as a list shows it: its place by name, how much time is left, whose turn it is."""

    task: Task
    place: str
    state: str
    left: str
    late: int
    is_open: bool
    is_illustrative: bool

    @property
    def is_waiting(self) -> bool:
        return self.state == Task.State.ANSWERED


def lines_of(tasks: Iterable[Task], on: date) -> list[Line]:
    """Of tasks from `tasks_on`; time is told of those that are still to be done."""
    return [line_of(task, on) for task in tasks]


def line_of(task: Any, on: date) -> Line:
    state, to_do = task.state_on, task.state_on in TO_DO
    left = time_left(task.due, on) if to_do else ""
    late = days_late(task.due, on) if to_do else 0
    marked = task.given_by.is_demonstration
    return Line(task, task.place_word or str(task.place), state, left, late, state in Task.OPEN, marked)


@dataclass(frozen=True)
class Oversight:
    """What a leader is answered for: open, waiting to be judged, overdue, the latest by how much."""

    leader: Person | None
    lines: list[Line]

    @property
    def overdue(self) -> list[Line]:
        """The oldest first."""
        return sorted((line for line in self.lines if line.late), key=lambda line: (line.task.due, line.task.pk))

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self.lines if line.is_waiting]

    @property
    def worst(self) -> int:
        return max((line.late for line in self.lines), default=0)


def oversights(tasks: QuerySet[Task], on: date) -> list[Oversight]:
    """The open tasks under each leader, whoever has the most overdue first; tasks without a leader last."""
    by_leader: dict[Person | None, list[Line]] = {}
    for line in lines_of(tasks.filter(wanted("open", on)).order_by("due", "pk"), on):
        by_leader.setdefault(line.task.overseer, []).append(line)
    found = [Oversight(leader, lines) for leader, lines in by_leader.items()]
    return sorted(found, key=lambda one: (one.leader is None, -len(one.overdue), str(one.leader)))


def open_gap_tasks(places: Collection[int], set_ids: Collection[str]) -> dict[tuple[int, str, str], Task]:
    """The open task of each indicator found short, by place, set and indicator."""
    among = Task.objects.filter(origin=Task.Origin.GAP, state__in=Task.OPEN, place__in=places, set_id__in=set_ids)
    return {(task.place_id, task.set_id, task.indicator): task for task in among}
