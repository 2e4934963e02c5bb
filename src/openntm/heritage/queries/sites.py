"""Reads: the sites of a unit on a day, a row each, with what everybody may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openntm.heritage.access import Somebody, sites_visible_to
from openntm.heritage.models import Custodian, Site
from openntm.heritage.queries.positions import Position, public_position
from openntm.heritage.queries.rounds import RoundRow, due_day, last_rounds
from openntm.office.access.cover import covered, last_versions
from openntm.places.models import PlaceVersion
from openntm.places.queries import nearest_version


@dataclass(frozen=True)
class SiteRow:
    """`unit`: the commune of the record, which may be merged by now; `position` is the public one."""

    site: Site
    unit: PlaceVersion
    custodian: Custodian | None
    position: Position | None
    last: RoundRow | None
    on: date

    @property
    def spot(self) -> tuple[Decimal, Decimal] | None:
        """Of the public position."""
        return (self.position.latitude, self.position.longitude) if self.position else None

    @property
    def due(self) -> date:
        return due_day(self.site, self.last)

    @property
    def is_due(self) -> bool:
        return self.site.ended_on is None and self.due <= self.on

    @property
    def decided(self) -> str:
        day = f"{self.site.decided_on:%d/%m/%Y}" if self.site.decided_on else str(self.site.decided_in or "")
        return ", ".join(part for part in (self.site.decision, day) if part)


def sites_of(unit: PlaceVersion, on: date, person: Somebody) -> QuerySet[Site]:
    """In the register on the day: of the unit, of what is under it and of what merged into it."""
    return sites_visible_to(person).filter(standing_on(on), place__in=covered([unit.place], on))


def standing_on(day: date) -> Q:
    return Q(ended_on__isnull=True) | Q(ended_on__gt=day)


def site_rows(sites: QuerySet[Site], on: date) -> list[SiteRow]:
    """In a constant number of queries."""
    held = Custodian.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    shown = list(sites.select_related("place").prefetch_related(Prefetch("custodians", queryset=held, to_attr="held")))
    units = units_of(shown, on)
    last = last_rounds(shown, on)
    return [site_row(one, units[one.place_id], last.get(one.pk), on) for one in shown]


def site_row(site: Any, unit: PlaceVersion, last: RoundRow | None, on: date) -> SiteRow:
    return SiteRow(site, unit, next(iter(site.held), None), public_position(site), last, on)


def units_of(sites: Iterable[Site], on: date) -> dict[int, PlaceVersion]:
    """The commune of the record, as it stood last by the day: a merged one keeps its name here."""
    places = {one.place_id: one.place for one in sites}
    known = {unit.place_id: unit for unit in last_versions(on).filter(place__in=places)}
    return {key: known.get(key) or nearest_version(place, on) for key, place in places.items()}


COLUMNS = [
    pgettext_lazy("of a thing", "Name"),
    _("Kind"),
    _("Rank"),
    _("Decision"),
    _("Commune of the record"),
    _("Hamlet"),
    _("Custodian"),
    _("Latitude"),
    _("Longitude"),
    _("Exact position"),
    _("Last condition round"),
    _("Meets, per cent"),
    _("Source"),
    _("Address of the source"),
]


def line_of(row: SiteRow) -> list[Any]:
    """What leaves as a file, the same whoever asks: a file travels on."""
    site, last, at = row.site, row.last, row.position
    return [
        site.name,
        site.get_kind_display(),
        site.get_rank_display(),
        row.decided,
        row.unit.full_name,
        site.hamlet,
        row.custodian.body if row.custodian else "",
        *(row.spot or ("", "")),
        (_("yes") if at.is_exact else _("no")) if at else "",
        last.visit.day if last else "",
        last.score if last and last.score is not None else "",
        site.source_title,
        site.source_url,
    ]
