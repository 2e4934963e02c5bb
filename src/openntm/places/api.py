"""Units on a day, as JSON."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from openntm.places import queries
from openntm.places.models import Lineage, PlaceVersion

router = Router(tags=["places"])


class Unit(Schema):
    """A unit as it stood on the asked day; `code` alone does not identify it, `code` with a day does."""

    code: str
    name: str
    full_name: str
    kind: str
    valid_from: date
    valid_to: date | None
    act: str | None
    verified: bool
    source: str


class Line(Schema):
    """What became of what: `rival` marks another reading of the same event."""

    day: date
    act: str | None
    predecessor: str
    successor: str | None
    part: str
    rival: bool
    verified: bool


class UnitInFull(Unit):
    superiors: list[Unit]
    parts: list[Unit]
    attributes: dict[str, str]
    predecessors: list[Line]
    successors: list[Line]


class Units(Schema):
    on: date
    items: list[Unit]


class Refusal(Schema):
    detail: str


def unit(version: PlaceVersion) -> Unit:
    return Unit(
        **{name: getattr(version, name) for name in ("code", "name", "full_name", "kind", "valid_from", "valid_to")},
        act=version.act.number if version.act else None,
        verified=version.verified,
        source=version.source,
    )


def line(found: Lineage) -> Line:
    return Line(
        day=found.change.day,
        act=found.change.act.number if found.change.act else None,
        predecessor=str(found.predecessor),
        successor=str(found.successor) if found.successor else None,
        **{name: getattr(found, name) for name in ("part", "rival", "verified")},
    )


def unit_at(code: str, on: date, *, ended: bool = False) -> PlaceVersion:
    """The bearer of the code on the day; of an ended unit the last one where that is asked for."""
    try:
        return queries.bearer_of(code, on) if ended else queries.place_at(code, on)
    except queries.PlaceNotFound as error:
        bearers = "; ".join(f"{v.full_name} {v.valid_from}–{v.valid_to or ''}" for v in error.nearest)
        raise HttpError(404, f"No unit bears code {code} on {on}. {bearers}".strip()) from None


Text = Annotated[str, Query(min_length=1, max_length=100)]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/places", response={200: Units, 404: Refusal}, auth=None, summary="Search units, or list the parts of one")
def find(request: HttpRequest, on: date, q: Text | None = None, within: Text | None = None, limit: Limit = 50) -> Units:
    """`q` finds by name without accents, old names too; `within` lists the commune-level units of a code."""
    if within:
        found = queries.territory(unit_at(within, on, ended=True).place, on)
    else:
        found = [hit.version for hit in queries.search(q or "", on, limit)]
    return Units(on=on, items=[unit(version) for version in found[:limit]])


@router.get("/places/{code}", response={200: UnitInFull, 404: Refusal}, auth=None, summary="One unit on a day")
def show(request: HttpRequest, code: str, on: date) -> UnitInFull:
    version = unit_at(code, on)
    return UnitInFull(
        **unit(version).dict(),
        superiors=[unit(above) for above in queries.superiors_of(version, on)],
        parts=[unit(part) for part in queries.children_of(version.place, on)],
        attributes={record.name: record.value for record in queries.attribute_records(version.place, on)},
        predecessors=[line(found) for found in queries.predecessors(version.place)],
        successors=[line(found) for found in queries.successors(version.place)],
    )
