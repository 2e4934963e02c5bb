"""Reads: what the register of heritage sites says of a commune on a day."""

from dataclasses import dataclass
from datetime import date

from openntm.heritage.models import Site
from openntm.heritage.queries.rounds import EVERY
from openntm.heritage.queries.sites import SiteRow, site_rows, standing_on
from openntm.office.access.cover import covered
from openntm.places.models import Place


@dataclass(frozen=True)
class Heritage:
    """`rows`: the sites in the register on the day."""

    rows: tuple[SiteRow, ...]
    day: date

    @property
    def listed(self) -> tuple[SiteRow, ...]:
        return tuple(row for row in self.rows if row.site.rank != Site.Rank.UNSTATED)

    @property
    def kept(self) -> tuple[SiteRow, ...]:
        return tuple(row for row in self.rows if row.custodian)

    @property
    def checked(self) -> tuple[SiteRow, ...]:
        """With a condition round within a year."""
        return tuple(row for row in self.rows if row.last and self.day - row.last.visit.day <= EVERY)

    @property
    def neglected(self) -> tuple[SiteRow, ...]:
        """Where a repair that a round found grave is still open after its day."""
        return tuple(row for row in self.rows if row.last and row.last.is_neglected(self.day))


def heritage_on(place: Place, day: date) -> Heritage:
    known = Site.objects.filter(standing_on(day), place__in=covered([place], day), recorded_on__lte=day)
    return Heritage(tuple(site_rows(known.order_by("pk"), day)), day)
