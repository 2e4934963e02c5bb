"""The register of directives, as JSON."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from openntm.places.queries import versions_of
from openntm.steering.access.directives import directives_visible_to
from openntm.steering.models import Directive, DirectiveRelation
from openntm.steering.queries.directives import in_force, with_relations_to
from openntm.steering.queries.finding import LONGEST, found_by

router = Router(tags=["steering"])
MOST = 500
Text = Annotated[str, Query(max_length=LONGEST)]
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=MOST)]


class RelationLine(Schema):
    """What the document does to another one; `id` is null where that one is not in the register."""

    kind: str
    number: str
    id: int | None
    from_day: date
    verified: bool


class DirectiveLine(Schema):
    """A document with its state on the asked day; `place` is the code whose register holds it, null if national."""

    id: int
    number: str
    kind: str
    direction: str
    issued: date
    effective: date
    expires: date | None
    issuer: str
    signer: str
    abstract: str
    place: str | None
    state: str
    state_since: date
    state_by: list[str]
    relations: list[RelationLine]
    source: str
    source_url: str
    verified: bool


class Directives(Schema):
    on: date
    total: int
    page: int
    items: list[DirectiveLine]


@router.get("/directives", response=Directives, auth=None, summary="Documents issued by a day, found by their words")
def directives(request: HttpRequest, on: date, q: Text = "", page: Page = 1, size: Size = 100) -> Directives:
    """Public ones for everybody; with a token also those that its person may read. The newest first."""
    seen = directives_visible_to(request.user)
    found, _ = found_by(seen.filter(issued__lte=on), q)
    wanted = with_relations_to(found).prefetch_related("relations__other").order_by("-issued", "-pk")
    rows = list(wanted[(page - 1) * size : page * size])
    others = {relation.other_id for row in rows for relation in row.relations.all() if relation.other_id}
    readable = set(seen.filter(pk__in=others).values_list("pk", flat=True))
    codes = {pk: unit.code for pk, unit in versions_of({row.place_id for row in rows if row.place_id}, on).items()}
    lines = [directive_line(row, on, codes, readable) for row in rows]
    return Directives(on=on, total=found.count(), page=page, items=lines)


def directive_line(row: Directive, on: date, codes: dict[int, str], readable: set[int]) -> DirectiveLine:
    names = ("id", "number", "kind", "direction", "issued", "expires", "signer", "source_url", "verified")
    force = in_force(row, on)
    shown = [one for one in row.relations.all() if one.other_id is None or one.other_id in readable]
    return DirectiveLine(
        **{name: getattr(row, name) for name in names},
        effective=row.starts,
        issuer=row.issuer_vi,
        abstract=row.abstract_vi,
        place=codes.get(row.place_id or 0),
        state=force.state.value,
        state_since=force.day,
        state_by=[one.directive.number for one in force.by if one.directive.is_public],
        relations=[relation_line(one, row) for one in shown],
        source=row.source_title,
    )


def relation_line(one: DirectiveRelation, row: Directive) -> RelationLine:
    number = one.other.number if one.other else one.other_number
    first = one.from_day or row.starts
    return RelationLine(kind=one.kind, number=number, id=one.other_id, from_day=first, verified=one.verified)
