"""The page of targets: what was planned, on what base, and whether it adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openntm.office.access import may, today
from openntm.office.asked import spot
from openntm.office.roles import Action
from openntm.places.models import PlaceVersion
from openntm.places.queries import lifetime
from openntm.steering.access.directives import directives_visible_to, in_registers_of
from openntm.steering.arithmetic import Check
from openntm.steering.models import Directive, PublishedMean, Target
from openntm.steering.queries import (
    check_published_mean,
    check_target,
    closed_on,
    means_on,
    targets_naming,
)
from openntm.steering.queries.named import Joined, Named, joined, named_on

SHOWN = 6  # documents on the page of targets


@dataclass(frozen=True)
class CheckedTarget:
    """A target with its check, the day that closed it, and the units that it names as they were called."""

    target: Target
    check: Check
    closed: date | None
    named: list[Named]

    @property
    def is_illustrative(self) -> bool:
        return self.target.confidence == "illustrative"

    @property
    def went(self) -> list[Joined]:
        return joined(self.named)


@dataclass(frozen=True)
class CheckedMean:
    mean: PublishedMean
    check: Check


def targets(request: HttpRequest, code: str, day: str) -> HttpResponse:
    unit, on = spot(request, code, day)
    rows = list(_checked(unit, on))
    means = [CheckedMean(mean, check_published_mean(mean)) for mean in means_on(unit.place, on)]
    context = {
        "unit": unit,
        "on": on,
        "rows": rows,
        "summed": sorted((row for row in rows if row.check.ok is not None), key=lambda row: bool(row.check.ok)),
        "plain": [row for row in rows if row.check.ok is None],
        "means": means,
        "failing": sum(check.ok is False for check in (*(row.check for row in rows), *(row.check for row in means))),
        "may_set": may(request.user, Action.SET_TARGETS, unit.place, today()) and unit.stands_on(on),
        "directives": last_directives(request, unit, on),
    }
    return render(request, "steering/targets.html", context)


def last_directives(request: HttpRequest, unit: PlaceVersion, on: date) -> QuerySet[Directive]:
    """The newest of the register, which has a page of its own."""
    seen = directives_visible_to(request.user).filter(in_registers_of(unit, on), issued__lte=on)
    return seen.order_by("-issued", "-pk")[:SHOWN]


def _checked(unit: PlaceVersion, on: date) -> Iterator[CheckedTarget]:
    for target in targets_naming(unit.place, on):
        _, end = lifetime(target.place)
        closed = closed_on(target, end if end and end <= on else None, on)
        yield CheckedTarget(target, check_target(target, closed=closed), closed, named_on(target, on))
