"""What was mobilised, as JSON, for everybody: sums, never a giver."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from openntm.participation.models import MobilisedStatement, Thing
from openntm.participation.queries.mobilised import Gathered, WorkLine, mobilised_at, statements_at
from openntm.participation.queries.published import contradicted
from openntm.places.queries import PlaceNotFound, bearer_of, versions_of

router = Router(tags=["participation"])
IN: dict[str, str] = {
    Thing.MONEY: "dong",
    Thing.LABOUR: "days",
    Thing.LAND: "m2",
    Thing.WALLS: "m2",
    Thing.MACHINES: "hours",
}
Code = Annotated[str, Query(max_length=100)]


class Sum(Schema):
    """`key` is a thing, a kind of giver or a year; `unit` and `quantity` of things; `worth` in đồng, null: no rate."""

    key: str
    material: str
    unit: str
    quantity: Decimal | None
    worth: int | None
    contributions: int


class OfWork(Schema):
    """One source of one work: what each register says, `value` is what counts; null where a register is silent."""

    work: int
    source: str
    value: int
    contributions: int | None
    works: int | None
    differs: bool


class Stated(Schema):
    """What a page published; another page's other sum contradicts it and never replaces it."""

    key: str
    place: str | None
    measure: str
    first_year: int
    last_year: int
    value: Decimal
    unit: str
    at_least: bool
    about: bool
    plan: bool
    contradicted: bool
    source: str
    source_url: str
    verified: bool


class Mobilised(Schema):
    """`worth` + `of_works_alone` is everything, each đồng once; `unvalued` contributions are in no sum of money."""

    on: date
    place: str
    worth: int
    of_works_alone: int
    contributions: int
    unvalued: int
    things: list[Sum]
    givers: list[Sum]
    years: list[Sum]
    works: list[OfWork]
    published: list[Stated]
    illustrative: bool


@router.get("/mobilised", response=Mobilised, auth=None, summary="What was mobilised at a unit up to a day")
def mobilised(request: HttpRequest, on: date, place: Code) -> Mobilised:
    """Of the place and of all under it, in units and đồng; what pages published stands beside it, with its source."""
    try:
        unit = bearer_of(place, on)
    except PlaceNotFound:
        raise Http404 from None
    found = mobilised_at(unit, on)
    parts = {"things": found.things, "givers": found.givers, "years": found.years}
    return Mobilised(
        on=on,
        place=unit.code,
        worth=found.worth,
        of_works_alone=found.extra,
        contributions=found.gifts,
        unvalued=found.unvalued,
        **{name: [sum_of(one) for one in rows] for name, rows in parts.items()},
        works=[of_work(one) for one in found.works],
        published=published(statements_at(unit, on), on),
        illustrative=found.is_illustrative,
    )


def sum_of(one: Gathered) -> Sum:
    thing, material, unit = one.key if isinstance(one.key, tuple) else (str(one.key), "", "")
    unit = unit or IN.get(thing, "")
    return Sum(key=thing, material=material, unit=unit, quantity=one.quantity, worth=one.worth, contributions=one.gifts)


def of_work(one: WorkLine) -> OfWork:
    row = one.counted
    given: dict[str, Any] = {"work": row.work, "source": row.source, "value": row.value, "differs": row.differs}
    return OfWork(**given, contributions=row.gifts, works=row.works)


def published(said: list[MobilisedStatement], on: date) -> list[Stated]:
    codes = {pk: unit.code for pk, unit in versions_of({one.place_id for one in said}, on).items()}
    doubtful = contradicted(said)
    names = ("key", "measure", "first_year", "last_year", "value", "unit", "source_url", "verified")
    return [
        Stated(
            **{name: getattr(one, name) for name in names},
            place=codes.get(one.place_id),
            at_least=one.is_least,
            about=one.is_about,
            plan=one.is_plan,
            contradicted=one.pk in doubtful,
            source=one.source_title,
        )
        for one in said
    ]
