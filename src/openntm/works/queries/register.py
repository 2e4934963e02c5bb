"""Reads: the works of a place as they stood on a day, found, filtered and sorted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from openntm.office.access import today
from openntm.office.access.cover import covered, last_versions
from openntm.places.models import PlaceVersion
from openntm.places.vietnamese import fold
from openntm.works.models import Progress, Step, SupervisionStatement, Work

SORTS = {
    "name": "sort_key",
    "kind": "kind",
    "state": "state_then",
    "budget": "budget",
    "percent": "percent",
    "end": "planned_end",
}


@dataclass(frozen=True)
class Row:
    """A work as the list shows it."""

    work: Any
    unit: PlaceVersion | None

    @property
    def state(self) -> str:
        return str(Work.State(self.work.state_then).label)

    @property
    def is_late(self) -> bool:
        is_open = self.work.state_then in (Work.State.PLANNED, Work.State.UNDERWAY, Work.State.STOPPED)
        return bool(is_open and self.work.planned_end and self.work.planned_end < self.work.asked_on)


def here(rows: QuerySet[Any], unit: PlaceVersion, field: str = "place") -> QuerySet[Any]:
    """Those of the unit, of what is under it and of what merged into it; `field` leads to the place."""
    return rows.filter(**{f"{field}__in": covered([unit.place], today())})


def standing(works: QuerySet[Work], on: date) -> QuerySet[Work]:
    """Decided by the day, with the state and the progress that they had on it."""
    steps = Step.objects.filter(work=OuterRef("pk"))
    until = steps.filter(day__lte=on).order_by("-pk").values("after")[:1]
    progress = Progress.objects.filter(work=OuterRef("pk"), day__lte=on).order_by("-day")
    return works.exclude(decided_on__gt=on).annotate(
        state_then=Coalesce(Subquery(until), Subquery(steps.order_by("pk").values("before")[:1]), F("state")),
        percent=Subquery(progress.values("actual_percent")[:1]),
        planned=Subquery(progress.values("planned_percent")[:1]),
    )


def found_by(works: QuerySet[Work], given: Mapping[str, Any]) -> QuerySet[Work]:
    """`given`: q, kind, state, year; empty ones narrow nothing."""
    if given.get("kind"):
        works = works.filter(kind=given["kind"])
    if given.get("state"):
        works = works.filter(Q(state_then=given["state"]))
    if year := given.get("year"):
        first, last = date(year, 1, 1), date(year, 12, 31)
        works = works.filter(
            Q(started_on__lte=last) | Q(started_on=None, planned_start__lte=last),
            Q(finished_on__gte=first) | Q(finished_on=None, planned_end__gte=first),
        )
    if needle := fold(given.get("q") or ""):
        texts = works.values_list("pk", "name", "code", "owner", "hamlet_name")
        works = works.filter(pk__in=[pk for pk, *words in texts if needle in fold(" ".join(words))])
    return works


def count_of(works: QuerySet[Work], state: str) -> int:
    return works.filter(Q(state_then=state)).count()


def ordered(works: QuerySet[Work], sort: str, *, descending: bool) -> QuerySet[Work]:
    key = F(SORTS.get(sort, "sort_key"))
    return works.order_by(key.desc(nulls_last=True) if descending else key.asc(nulls_last=True), "sort_key", "pk")


def years_of(works: QuerySet[Work]) -> list[int]:
    spans = works.values_list("planned_start", "planned_end", "started_on", "finished_on")
    years = {day.year for span in spans for day in span if day}
    return list(range(max(years), min(years) - 1, -1)) if years else []


def rows_of(works: Iterable[Work], on: date) -> Iterator[Row]:
    """In their order; the number of queries does not grow with them."""
    shown = list(works)
    units = units_of((one.place_id for one in shown), on)
    for one in shown:
        one.asked_on = on  # type: ignore[attr-defined]
        yield Row(one, units.get(one.place_id))


def units_of(places: Iterable[int], on: date) -> dict[int, PlaceVersion]:
    """As each stands on the day or stood last."""
    return {one.place_id: one for one in last_versions(on).filter(place__in=set(places)).select_related("place")}


def statements_of(unit: PlaceVersion, on: date) -> QuerySet[SupervisionStatement]:
    """What was published by the day about the supervision of works there."""
    return SupervisionStatement.objects.filter(place__in=covered([unit.place], today()), day__lte=on)
