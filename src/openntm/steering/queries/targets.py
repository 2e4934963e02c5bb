"""Reads: the targets and published means that speak on a day, with the check of each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from openntm.places.models import Place
from openntm.steering.arithmetic import Check, check_mean, check_share, check_total, join
from openntm.steering.models import PublishedMean, Target, trimmed


def targets_on(place: Place, on: date) -> QuerySet[Target]:
    """What had been aimed at by that day; a target stays in view after it was due."""
    return Target.objects.filter(place=place, said_on__lte=on).prefetch_related("named_places")


def targets_naming(place: Place, on: date) -> QuerySet[Target]:
    """The place's own targets, and those of others that name it."""
    wanted = Q(place=place) | Q(pk__in=Target.objects.filter(named_places=place).values("pk"))
    found = Target.objects.filter(wanted, said_on__lte=on)
    return found.select_related("place", "directive").prefetch_related("named_places")


def means_on(place: Place, on: date) -> QuerySet[PublishedMean]:
    return PublishedMean.objects.filter(place=place, day__lte=on)


def closed_on(target: Target, ended: date | None) -> date | None:
    """The day that closed a target: its place ceased to exist before the target was due."""
    return ended if ended and ended <= target.due else None


def check_target(target: Target, *, closed: date | None = None) -> Check:
    """Its total and its share; a closed target keeps its sums and says why it can no longer be reached."""
    check = join(_sums(target))
    return check if closed is None else without_object(check, closed)


def _sums(target: Target) -> Iterator[Check]:
    if target.base_value is not None and target.added and target.final:
        yield check_total(trimmed(target.base_value), target.added, target.final)
    if target.stated_share and target.stated_of and target.final:
        yield check_share(target.final.low, target.stated_of, Decimal(target.stated_share))


def without_object(check: Check, closed: date) -> Check:
    vi = f"Đã khép lại: không còn đối tượng từ ngày {closed:%d/%m/%Y}, khi đơn vị hành chính kết thúc"
    en = f"Closed: no object since {closed.isoformat()}, when the unit ceased to exist"
    if check.ok is None:
        return Check(None, vi, en)
    return Check(check.ok, f"{check.message_vi}. {vi}", f"{check.message_en}. {en}")


def check_published_mean(mean: PublishedMean) -> Check:
    return check_mean(Decimal(mean.value), mean.of)
