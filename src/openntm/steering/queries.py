"""Reads: the targets and published means that speak on a day, with the check of each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from openntm.places.models import Place
from openntm.steering.arithmetic import Check, check_mean, check_share, check_total, join
from openntm.steering.models import Directive, PublishedMean, Target, trimmed


def targets_on(place: Place, on: date) -> QuerySet[Target]:
    """What had been aimed at by that day; a target stays in view after it was due."""
    return Target.objects.filter(place=place, said_on__lte=on).prefetch_related("named_places")


def means_on(place: Place, on: date) -> QuerySet[PublishedMean]:
    return PublishedMean.objects.filter(place=place, day__lte=on)


def directives_on(on: date) -> QuerySet[Directive]:
    return Directive.objects.filter(issued__lte=on)


def check_target(target: Target, *, ended: date | None = None) -> Check:
    """Its total and its share; `ended` is the day its place ceased to exist, which closes it."""
    checks = list(_sums(target))
    return join(checks) if ended is None else join([*checks, no_object(ended)])


def _sums(target: Target) -> Iterator[Check]:
    if target.base_value is not None and target.added and target.final:
        yield check_total(trimmed(target.base_value), target.added, target.final)
    if target.stated_share and target.stated_of and target.final:
        yield check_share(target.final.low, target.stated_of, Decimal(target.stated_share))


def no_object(ended: date) -> Check:
    """A target of a place that no longer exists cannot be reached any more."""
    return Check(
        False,
        f"Đã khép lại: chỉ tiêu không còn đối tượng từ ngày {ended:%d/%m/%Y}, khi đơn vị hành chính kết thúc",
        f"Closed: the target has had no object since {ended.isoformat()}, when its unit ceased to exist",
    )


def check_published_mean(mean: PublishedMean) -> Check:
    return check_mean(Decimal(mean.value), mean.of)
