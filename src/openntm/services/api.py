"""Procedures as JSON with the terms of CPSV-AP (the vocabulary of public services), the same data as the guides."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema, Status

from openntm.office.data_files import Words
from openntm.places.queries import PlaceNotFound, place_at
from openntm.services.catalogue import FACTS, PORTAL, Procedure, Reading, acts, procedure_on, sources
from openntm.services.queries.guides import commune_over, found_guides, said_by_office, superseded

router = Router(tags=["services"])


class Refusal(Schema):
    detail: str


class ProcedureLine(Schema):
    """`verified` names the facts that were read in their source; `code` is that of the national portal or null."""

    identifier: str
    code: str | None
    name: dict[str, str]
    description: dict[str, str]
    sector: str
    events: list[str]
    version: int
    valid_from: date
    verified: list[str]
    page: str


class Procedures(Schema):
    on: date
    total: int
    items: list[ProcedureLine]


class ReadingOut(Schema):
    """What facts were compared with; `text_of` is the day whose text it is, or the first such day; what is only
    `quoted` verifies nothing."""

    title: dict[str, str]
    at: dict[str, str] | None
    url: str
    stored: str | None
    text_of: date
    read: date
    quoted: bool
    facts: list[str]
    differs: dict[str, str] | None


class ProcedureInFull(ProcedureLine):
    """`office` is what the office of the asked place says of its own, as published by the day."""

    context: str = "https://data.europa.eu/m8g/"
    type: str = "PublicService"
    audience: dict[str, str]
    has_input: list[dict[str, str]]
    has_channel: list[dict[str, Any]]
    processing_time: dict[str, str]
    has_cost: dict[str, str]
    produces: dict[str, str]
    has_competent_authority: dict[str, str]
    has_legal_resource: list[dict[str, Any]]
    related_service: list[str]
    portal: str = PORTAL
    office: dict[str, str]
    facts: list[str] = list(FACTS)
    readings: list[ReadingOut]


@router.get("/procedures", response=Procedures, auth=None, summary="Administrative procedures that applied on a day")
def procedures(request: HttpRequest, on: date, q: str = "", field: str = "", event: str = "") -> Procedures:
    """`q` finds words of name, description, field and event, with or without accents."""
    found = found_guides(on, q[:100], field, event)
    return Procedures(on=on, total=len(found), items=[ProcedureLine(**line(one)) for one in found])


@router.get(
    "/procedures/{slug}",
    response={200: ProcedureInFull, 404: Refusal},
    auth=None,
    summary="One procedure as it applied on a day",
)
def procedure(request: HttpRequest, slug: str, on: date, place: str = "") -> Any:
    """`place`: the code of a commune whose own counter, hours and fees are wanted too."""
    one = procedure_on(slug, on)
    if one is None:
        return Status(404, Refusal(detail=f"No version of {slug} applied on {on}."))
    return Status(200, ProcedureInFull(**line(one), **whole(one, on), office=office_at(place, slug, on)))


def office_at(code: str, slug: str, on: date) -> dict[str, str]:
    try:
        unit = commune_over(place_at(code, on).place, on) if code else None
    except PlaceNotFound:
        unit = None
    return said_by_office(unit.place, slug, on) if unit else {}


def line(one: Procedure) -> dict[str, Any]:
    return {
        "identifier": one.slug,
        "code": one.code or None,
        "name": said(one.title),
        "description": said(one.plain),
        "sector": one.field,
        "events": list(one.events),
        "version": one.version,
        "valid_from": one.valid_from,
        "verified": list(one.verified),
        "page": settings.ADDRESS + reverse("services:guide", args=[one.slug]),
    }


def whole(one: Procedure, on: date) -> dict[str, Any]:
    over = {act.number: act for act in superseded([act.number for act in one.acts], on)}
    return {
        "audience": said(one.who),
        "has_input": [said(document) for document in one.documents],
        "has_channel": [
            {"type": key, "name": said(name), "steps": list(map(said, steps))} for key, name, steps in one.ways
        ],
        "processing_time": said(one.time),
        "has_cost": said(one.fee),
        "produces": said(one.result),
        "has_competent_authority": said(one.body),
        "has_legal_resource": [
            {
                "number": basis.number,
                "article": basis.article or None,
                "name": said(acts()[basis.number].title),
                "issued": acts()[basis.number].issued,
                "verified": acts()[basis.number].verified,
                "replaced_by": over[basis.number].by if basis.number in over else None,
            }
            for basis in one.acts
        ],
        "related_service": list(one.related),
        "readings": [read_out(reading) for reading in one.readings],
    }


def read_out(reading: Reading) -> ReadingOut:
    source = sources()[reading.source]
    return ReadingOut(
        title=said(source.title),
        at=said(reading.at) if reading.at else None,
        url=source.url,
        stored=source.stored or None,
        text_of=source.text_of,
        read=source.read,
        quoted=source.quoted,
        facts=list(reading.facts),
        differs=said(reading.differs) if reading.differs else None,
    )


def said(words: Words) -> dict[str, str]:
    return words.model_dump()
