"""Figures and frozen assessments, as JSON, for programs with a token: what its person may read and nothing else."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from openntm.assessment.access import assessments_visible_to, figures_visible_to
from openntm.assessment.models import Assessment, Figure
from openntm.places.models import Place, PlaceVersion
from openntm.places.queries import in_force, versions_of

router = Router(tags=["assessment"])
MOST = 500
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=MOST)]
Code = Annotated[str, Query(max_length=60)]


class Refusal(Schema):
    detail: str


class FigureLine(Schema):
    """A figure with where it comes from; `illustrative` ones were made for the demonstration and are never real."""

    place: str
    measure: str
    day: date
    value: str
    unit: str
    layer: str
    source: str
    source_url: str
    illustrative: bool
    entered_at: datetime
    corrects_an_earlier_one: bool


class Figures(Schema):
    total: int
    page: int
    items: list[FigureLine]


class AssessmentLine(Schema):
    id: int
    place: str
    set_id: str
    on: date
    engine_version: str
    sha256: str
    illustrative: bool
    frozen_at: datetime


class Assessments(Schema):
    total: int
    page: int
    items: list[AssessmentLine]


@router.get(
    "/figures", response={200: Figures, 401: Refusal}, summary="Figures in force, as their person may read them"
)
def figures(
    request: HttpRequest, on: date, place: Code = "", measure: Code = "", page: Page = 1, size: Size = 100
) -> Figures:
    """`place` is a code borne on `on`; `measure` begins with a set (`commune_ntm_2021_2025/`) or names a measure."""
    found = figures_visible_to(request.user).filter(current=True, day__lte=on).exclude(value="")
    if place:
        found = found.filter(place__in=bearers(place, on))
    if measure:
        found = found.filter(measure__startswith=measure)
    rows = list(found.select_related("source").order_by("id")[(page - 1) * size : page * size])
    names = versions_of({row.place_id for row in rows}, on)
    lines = [figure_line(row, names[row.place_id].code if row.place_id in names else "") for row in rows]
    return Figures(total=found.count(), page=page, items=lines)


def bearers(code: str, on: date) -> QuerySet[Place]:
    return Place.objects.filter(pk__in=PlaceVersion.objects.filter(in_force(on), code=code).values("place"))


def figure_line(row: Figure, code: str) -> FigureLine:
    return FigureLine(
        **{
            name: getattr(row, name)
            for name in ("measure", "day", "value", "unit", "layer", "illustrative", "entered_at")
        },
        place=code,
        source=row.source.title,
        source_url=row.source.url,
        corrects_an_earlier_one=row.corrects_id is not None,
    )


@router.get("/assessments", response={200: Assessments, 401: Refusal}, summary="Frozen assessments")
def assessments(request: HttpRequest, on: date, set_id: Code = "", page: Page = 1, size: Size = 100) -> Assessments:
    """Those frozen for days up to `on`, the latest first."""
    found = assessments_visible_to(request.user).filter(on__lte=on)
    if set_id:
        found = found.filter(set_id=set_id)
    rows = list(found.defer("content")[(page - 1) * size : page * size])
    names = versions_of({row.place_id for row in rows}, on)
    lines = [assessment_line(row, names[row.place_id].code if row.place_id in names else "") for row in rows]
    return Assessments(total=found.count(), page=page, items=lines)


def assessment_line(row: Assessment, code: str) -> AssessmentLine:
    names = ("id", "set_id", "on", "engine_version", "sha256", "illustrative", "frozen_at")
    return AssessmentLine(**{name: getattr(row, name) for name in names}, place=code)


@router.get(
    "/assessments/{int:pk}", response={200: dict[str, Any], 401: Refusal, 404: Refusal}, summary="One, as it was frozen"
)
def one_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The very bytes that `openntm verify` computes again."""
    found = get_object_or_404(assessments_visible_to(request.user), pk=pk)
    return HttpResponse(found.content, content_type="application/json")
