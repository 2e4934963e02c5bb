"""Reads: the targets and published means that speak on a day, with the check of each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from openntm.places.models import Place, PlaceVersion
from openntm.steering.arithmetic import Check, Span, check_mean, check_share, check_total, check_years, join, total_of
from openntm.steering.models import PublishedMean, Target, trimmed
from openntm.steering.queries.named import Joined


def targets_on(place: Place, on: date) -> QuerySet[Target]:
    """What had been aimed at by that day; a target stays in view after it was due."""
    return Target.objects.filter(place=place, said_on__lte=on).prefetch_related("named_places", "years")


def targets_naming(place: Place, on: date) -> QuerySet[Target]:
    """The place's own targets, and those of others that name it."""
    wanted = Q(place=place) | Q(pk__in=Target.objects.filter(named_places=place).values("pk"))
    found = Target.objects.filter(wanted, said_on__lte=on)
    return found.select_related("place", "directive").prefetch_related("named_places", "years")


def means_on(place: Place, on: date) -> QuerySet[PublishedMean]:
    return PublishedMean.objects.filter(place=place, day__lte=on)


def closed_on(target: Target, ended: date | None, on: date | None = None) -> date | None:
    """The day that closed a target: somebody closed it by `on`, or its place ended before the target was due."""
    days = [ended] if ended and ended <= target.due else []
    if target.closed_from and (on is None or target.closed_from <= on):
        days.append(target.closed_from)
    return min(days, default=None)


def check_target(target: Target, *, closed: date | None = None) -> Check:
    """Its years, total and share; a closed target keeps its sums and says why it can no longer be reached."""
    check = check_stated(target, years_of(target))
    if closed is None:
        return check
    if closed == target.closed_from and target.closed_why_vi:
        return closed_because(check, target)
    return without_object(check, closed)


def years_of(target: Target) -> dict[int, Span]:
    return {one.year: one.added for one in target.years.all()}


def check_stated(target: Target, years: Mapping[int, Span]) -> Check:
    """The sums of a target that need not be saved yet."""
    return join(_sums(target, years))


def _sums(target: Target, years: Mapping[int, Span]) -> Iterator[Check]:
    added = target.added or (total_of(years.values()) if years else None)
    if years and target.added:
        yield check_years(years, target.added)
    if target.base_value is not None and added and target.final:
        yield check_total(trimmed(target.base_value), added, target.final)
    if target.stated_share and target.stated_of and target.final:
        yield check_share(target.final.low, target.stated_of, Decimal(target.stated_share))


def without_object(check: Check, closed: date) -> Check:
    return _closed(
        check,
        f"Đã khép lại: không còn đối tượng từ ngày {closed:%d/%m/%Y}, khi đơn vị hành chính kết thúc",
        f"Closed: no object since {closed.isoformat()}, when the unit ceased to exist",
    )


def end_in_words(unit: PlaceVersion, ended: date, went: Iterable[Joined]) -> tuple[str, str]:
    """Why a target of an ended unit has no object, with the units into which its named ones went."""
    lines = [
        (", ".join(one.name for one in group.units), ", ".join(one.full_name for one in group.now)) for group in went
    ]
    vi = [f"Không còn đối tượng: {unit.full_name} kết thúc từ ngày {ended:%d/%m/%Y}"]
    en = [f"No object is left: {unit.full_name} ceased to exist on {ended.isoformat()}"]
    return (
        "; ".join(vi + [f"{old} nay thuộc {new}" for old, new in lines]),
        "; ".join(en + [f"{old}: now in {new}" for old, new in lines]),
    )


def closed_because(check: Check, target: Target) -> Check:
    day = target.closed_from or target.due
    return _closed(
        check,
        f"Đã khép lại từ ngày {day:%d/%m/%Y}: {target.closed_why_vi}",
        f"Closed from {day.isoformat()}: {target.closed_why_en or target.closed_why_vi}",
    )


def _closed(check: Check, vi: str, en: str) -> Check:
    if check.ok is None:
        return Check(None, vi, en)
    return Check(check.ok, f"{check.message_vi}. {vi}", f"{check.message_en}. {en}")


def check_published_mean(mean: PublishedMean) -> Check:
    return check_mean(Decimal(mean.value), mean.of)
