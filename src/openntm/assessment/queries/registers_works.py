"""Reads: what the register of works says of a commune on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openntm.office.access.cover import covered
from openntm.places.models import HAMLET_KINDS, Place, PlaceVersion
from openntm.places.queries import subtree
from openntm.places.vietnamese import fold
from openntm.works.models import Work

KILOMETRES, METRES = {"km", "kilomet", "ki lo met"}, {"m", "met"}


@dataclass(frozen=True)
class Works:
    """In use on the day; `unmeasured`: roads without a length in kilometres or metres."""

    roads: tuple[Work, ...]
    unmeasured: tuple[Work, ...]
    kilometres: Decimal
    houses: tuple[Work, ...]
    hamlets: tuple[PlaceVersion, ...]

    @property
    def hamlets_with_house(self) -> tuple[PlaceVersion, ...]:
        held = {one.hamlet_id for one in self.houses}
        return tuple(one for one in self.hamlets if one.place_id in held)


def works_on(place: Place, day: date) -> Works:
    works = Work.objects.filter(place__in=covered([place], day)).prefetch_related("steps").order_by("pk")
    held = [one for one in works if is_in_use(one, day)]
    roads = [one for one in held if one.kind == Work.Kind.ROAD]
    lengths = {one.pk: length_of(one) for one in roads}
    return Works(
        roads=tuple(one for one in roads if lengths[one.pk] is not None),
        unmeasured=tuple(one for one in roads if lengths[one.pk] is None),
        kilometres=total(lengths.values()),
        houses=tuple(one for one in held if one.kind == Work.Kind.CULTURE_HOUSE),
        hamlets=tuple(subtree(place, day, HAMLET_KINDS)),
    )


def is_in_use(work: Work, day: date) -> bool:
    """Handed over by its last step up to the day; one that was loaded without steps, by the day it was finished."""
    steps = list(work.steps.all())
    if not steps:
        return work.state == Work.State.HANDED_OVER and work.finished_on is not None and work.finished_on <= day
    by_then = sorted((one for one in steps if one.day <= day), key=lambda one: (one.day, one.pk))
    return bool(by_then) and by_then[-1].after == Work.State.HANDED_OVER


def length_of(work: Work) -> Decimal | None:
    unit = fold(work.unit)
    if work.quantity is None or unit not in KILOMETRES | METRES:
        return None
    return work.quantity if unit in KILOMETRES else work.quantity / 1000


def total(lengths: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in lengths if one is not None), Decimal(0))
