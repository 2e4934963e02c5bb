"""Reads: supervision as the programme counts it, per commune and quarter, and for one board."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from openntm.places.models import Lineage, Part, PlaceVersion
from openntm.visits.models import Observation
from openntm.works.models import Board, Demand, Round, Work


@dataclass(frozen=True)
class Counts:
    """Of rounds whose record the Front accepted; money in đồng, by the day on which its demand was confirmed."""

    works: int = 0
    rounds: int = 0
    by_board: int = 0
    by_inspectorate: int = 0
    by_other: int = 0
    watched: int = 0
    faults: int = 0
    proposals: int = 0
    recovered: int = 0
    cut: int = 0
    handled: int = 0
    to_party: int = 0
    to_government: int = 0
    to_others: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the quarter in which the day lies."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)


def counts_of_board(board: Board, since: date, until: date) -> Counts:
    work = Work.objects.filter(pk=board.work_id)
    return tally(work, Q(board=board), lambda _work: 0, since, until).get(0, Counts())


def counts_by_commune(units: Iterable[PlaceVersion], since: date, until: date) -> list[tuple[PlaceVersion, Counts]]:
    """Works of what merged into a commune count with it."""
    known = units_by_place(units, until)
    works = Work.objects.filter(place__in=known)
    found = tally(works, Q(), lambda work: known[work.place_id].place_id, since, until)
    return [(unit, found.get(unit.place_id, Counts())) for unit in units]


def units_by_place(units: Iterable[PlaceVersion], on: date) -> dict[int, PlaceVersion]:
    """Each unit by its own place and by those that merged wholly into it."""
    known = {unit.place_id: unit for unit in units}
    fresh = set(known)
    while fresh:
        lines = Lineage.objects.filter(successor__in=fresh, part=Part.WHOLE, rival=False, change__day__lte=on)
        merged = dict(lines.exclude(predecessor__in=list(known)).values_list("predecessor", "successor"))
        known |= {old: known[new] for old, new in merged.items()}
        fresh = set(merged)
    return known


def in_the_area(works: QuerySet[Work], since: date, until: date) -> QuerySet[Work]:
    """Those that were being built at some time of the period: begun by its end and not finished before it."""
    begun = Q(started_on__lte=until) | Q(started_on__isnull=True, state=Work.State.UNDERWAY)
    left = Q(finished_on__isnull=True) & ~Q(state=Work.State.CANCELLED) | Q(finished_on__gte=since)
    return works.filter(begun, left)


def tally(works: QuerySet[Work], among: Q, key: Callable[[Work], int], since: date, until: date) -> dict[int, Counts]:
    """In a constant number of queries; `key` says with what a work is counted."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for work in in_the_area(works, since, until):
        found[key(work)]["works"] += 1
    accepted = Round.objects.filter(among, board__work__in=works.values("pk"), review=Round.Review.ACCEPTED)
    rounds = list(accepted.filter(visit__day__range=(since, until)).select_related("board__work"))
    keys = {one.pk: key(one.board.work) for one in rounds}
    for work in {one.board.work for one in rounds}:
        found[key(work)]["watched"] += 1
    for one in rounds:
        found[keys[one.pk]].update(["rounds", f"by_{one.run_by}", *remarks_of(one)])
    faults = Observation.objects.filter(visit__in=keys).exclude(state=Observation.State.REJECTED)
    for visit in faults.values_list("visit", flat=True):
        found[keys[visit]]["faults"] += 1
    all_keys = {one.pk: key(one.board.work) for one in accepted.select_related("board__work")}
    sent = Demand.objects.filter(observation__visit__in=accepted.values("pk"), confirmed_on__range=(since, until))
    for demand in sent.select_related("observation"):
        count = {"proposals": 1, "recovered": demand.recovered, "cut": demand.cut, "handled": int(bool(demand.handled))}
        found[all_keys[demand.observation.visit_id]].update(count)
    return {key: Counts(**counter) for key, counter in found.items()}


def remarks_of(one: Round) -> list[str]:
    return [name for name in ("to_party", "to_government", "to_others") if getattr(one, name)]
