"""The register of heritage sites, as JSON: what everybody may know, whoever asks."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from openntm.heritage.access import sites_visible_to
from openntm.heritage.queries.sites import SiteRow, site_rows
from openntm.office.access import today

router = Router(tags=["heritage"])
MOST = 500


class SiteLine(Schema):
    """`place`: code of the commune of the record; `latitude` and `longitude` are the middle of a square of 0.05° unless
    `exact`; `last_round`: day of the last closed condition round."""

    id: int
    name: str
    kind: str
    rank: str
    decision: str
    decided_on: date | None
    decided_in: int | None
    place: str
    commune: str
    hamlet: str
    custodian: str
    latitude: float | None
    longitude: float | None
    exact: bool | None
    last_round: date | None
    source: str
    source_url: str
    verified: bool
    illustrative: bool


class Sites(Schema):
    on: date
    total: int
    page: int
    items: list[SiteLine]


class Asked(Schema):
    page: Annotated[int, Query(ge=1, le=100_000)] = 1
    size: Annotated[int, Query(ge=1, le=MOST)] = 100


@router.get("/heritage/", response=Sites, summary="Heritage sites in the register")
def heritage(request: HttpRequest, asked: Query[Asked]) -> Sites:
    """By name; positions of sensitive sites are coarse for everybody."""
    on, rows = today(), sites_visible_to(request.user).filter(ended_on__isnull=True)
    first = (asked.page - 1) * asked.size
    shown = site_rows(rows[first : first + asked.size], on)
    return Sites(on=on, total=rows.count(), page=asked.page, items=[line(row) for row in shown])


def line(row: SiteRow) -> SiteLine:
    site, at = row.site, row.position
    names = ("id", "name", "kind", "rank", "decision", "decided_on", "decided_in", "hamlet")
    more = ("source_url", "verified", "illustrative")
    return SiteLine(
        **{name: getattr(site, name) for name in (*names, *more)},
        place=row.unit.code,
        commune=row.unit.full_name,
        custodian=row.custodian.body if row.custodian else "",
        latitude=float(at.latitude) if at else None,
        longitude=float(at.longitude) if at else None,
        exact=at.is_exact if at else None,
        last_round=row.last.visit.day if row.last else None,
        source=site.source_title,
    )
