"""Works as JSON, for everybody; the whole register in the shape of OC4IDS is `/open-data/works.json`."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from openntm.office.access import today
from openntm.places.queries import PlaceNotFound, bearer_of
from openntm.works import oc4ids
from openntm.works.access import works_visible_to
from openntm.works.queries.register import found_by, here, ordered, rows_of, standing, units_of
from openntm.works.queries.works import with_parts

router = Router(tags=["works"])
MOST = 500
Text = Annotated[str, Query(max_length=100)]
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=MOST)]


class WorkLine(Schema):
    """A work with its state on the asked day; `place` is the code of the commune, money is in đồng."""

    id: int
    code: str
    name: str
    kind: str
    state: str
    place: str | None
    owner: str
    budget: int | None
    percent: Decimal | None
    planned_start: date | None
    planned_end: date | None
    started_on: date | None
    finished_on: date | None
    updated_on: date | None
    illustrative: bool


class Works(Schema):
    on: date
    total: int
    page: int
    items: list[WorkLine]


@router.get("/works/", response=Works, auth=None, summary="Works of a unit, with their state on a day")
def works(
    request: HttpRequest, on: date, place: Text, q: Text = "", kind: Text = "", page: Page = 1, size: Size = 100
) -> Works:
    """Works are public. Sorted by name."""
    try:
        unit = bearer_of(place, on)
    except PlaceNotFound:
        raise Http404 from None
    known = standing(here(works_visible_to(request.user), unit), on)
    found = ordered(found_by(known, {"q": q, "kind": kind}), "name", descending=False)
    names = [name for name in WorkLine.model_fields if name not in ("state", "place")]
    lines = [
        WorkLine(
            **{name: getattr(row.work, name) for name in names},
            state=row.work.state_then,
            place=row.unit.code if row.unit else None,
        )
        for row in rows_of(found[(page - 1) * size : page * size], on)
    ]
    return Works(on=on, total=found.count(), page=page, items=lines)


@router.get("/works/{pk}", response=dict, auth=None, summary="One work as a project of OC4IDS 0.9")
def one_work(request: HttpRequest, pk: int) -> dict[str, object]:
    work = with_parts(works_visible_to(request.user)).filter(pk=pk).first()
    if work is None:
        raise Http404
    return oc4ids.project(work, units_of([work.place_id], today()).get(work.place_id))
