"""The law's data and the overview of a day, as JSON."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from openntm.criteria import CriteriaSet, load_set, set_ids
from openntm.places.queries import PlaceNotFound, bearer_of
from openntm.reports.headline import headline

router = Router(tags=["reports"])


class Refusal(Schema):
    detail: str


class Title(Schema):
    vi: str
    en: str


class SetLine(Schema):
    """A criteria set; `example_of` says that it is another province's and rules nothing here."""

    id: str
    title: Title
    level: str
    judges: list[str]
    valid_from: date
    valid_to: date | None
    criteria: int
    indicators_known: int
    example_of: Title | None


def set_line(law: CriteriaSet) -> SetLine:
    return SetLine(
        id=law.id,
        title=Title(**law.title.model_dump()),
        level=law.level,
        judges=list(law.judges),
        valid_from=law.starts,
        valid_to=law.ends,
        criteria=len(law.criteria),
        indicators_known=len(law.indicators),
        example_of=Title(**law.example_of.model_dump()) if law.example_of else None,
    )


@router.get("/sets", response={200: list[SetLine]}, auth=None, summary="The criteria sets")
def sets(request: HttpRequest) -> list[SetLine]:
    return [set_line(load_set(name)) for name in set_ids()]


@router.get(
    "/sets/{set_id}",
    response={200: dict[str, Any], 404: Refusal},
    auth=None,
    summary="One set with all its rows of law",
)
def one_set(request: HttpRequest, set_id: str) -> dict[str, Any]:
    if set_id not in set_ids():
        raise HttpError(404, f"No criteria set {set_id}; known: {', '.join(set_ids())}")
    return load_set(set_id).model_dump(mode="json", by_alias=True)


@router.get("/overview", response={200: dict[str, Any], 404: Refusal}, auth=None, summary="The headline of a day")
def overview(request: HttpRequest, on: date, place: str = "218") -> dict[str, Any]:
    """Titles, model hamlets and targets of a place on a day, with sources, and what does not add up."""
    try:
        return headline(bearer_of(place, on).place, on)
    except PlaceNotFound:
        raise HttpError(404, f"No unit has ever borne code {place}.") from None
