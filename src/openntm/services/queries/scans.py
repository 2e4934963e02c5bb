"""Scans of the codes on posters, by procedure, place and month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openntm.codes.queries.singles import scans_by_month
from openntm.office.access.cover import covered
from openntm.office.queries import place_names
from openntm.places.models import Place

GUIDE, GUIDES = "guide", "guides"  # kinds of codes: of one procedure, of all of a place
MONTHS = 6


def key_of(slug: str, place: Place) -> str:
    return f"{slug}@{place.pk}"


def slug_and_place(key: str) -> tuple[str, int]:
    """The slug is empty for the code of all procedures."""
    slug, _at, place = key.rpartition("@")
    return slug, int(place)


@dataclass(frozen=True)
class ScanRow:
    """`by_month` has a number for each month that was asked for."""

    slug: str
    place: str
    by_month: list[int]

    @property
    def total(self) -> int:
        return sum(self.by_month)


def months_until(on: date, count: int = MONTHS) -> list[date]:
    """Their first days, the oldest first."""
    ordinal = on.year * 12 + on.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(ordinal - count + 1, ordinal + 1)]


def scan_rows(place: Place, on: date) -> list[ScanRow]:
    """Of the posters at the place and under it."""
    months, reach = months_until(on), covered([place], on)
    counted: dict[tuple[str, int], dict[date, int]] = {}
    for (_kind, key, month), total in scans_by_month((GUIDE, GUIDES), months[0], on).items():
        slug, pk = slug_and_place(key)
        if pk in reach:
            counted.setdefault((slug, pk), {})[month] = total
    places = {one.pk: one for one in Place.objects.filter(pk__in={pk for _slug, pk in counted})}
    names = place_names({one.key for one in places.values()})
    return list(_rows(counted, {pk: names.get(one.key, "") for pk, one in places.items()}, months))


def _rows(
    counted: dict[tuple[str, int], dict[date, int]], names: dict[int, str], months: list[date]
) -> Iterator[ScanRow]:
    for (slug, pk), by_month in counted.items():
        yield ScanRow(slug, names.get(pk, ""), [by_month.get(month, 0) for month in months])
