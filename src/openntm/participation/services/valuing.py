"""Writes: rates by which units are valued, and values that stand as they were stated."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError, transaction

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.access.contributions import contributions_visible_to, refuse_unless
from openntm.participation.models import Contribution, Conversion, Thing, Valuation
from openntm.participation.queries.valuing import rate_for
from openntm.participation.services import refused
from openntm.participation.services.keeping import cleaned, log, said_why
from openntm.places.models import Place
from openntm.places.vietnamese import clean, fold

KEEP = Action.KEEP_CONTRIBUTIONS
ONE = Decimal(1)


@transaction.atomic
def set_conversion(
    *, by: Person, place: Place, thing: str, dong: Decimal, valid_from: date, document: str, **more: Any
) -> Conversion:
    """`more`: material, unit, source_url, verified. What was valued before keeps its value."""
    refuse_unless(by, KEEP, place)
    given = cleaned(more)
    if (thing == Thing.MATERIAL) != bool(given.get("material") and given.get("unit")):
        raise refused.MaterialMissing
    if dong <= 0 or thing == Thing.MONEY:
        raise refused.QuantityWrong
    one = Conversion(place=place, thing=thing, dong=dong, valid_from=valid_from, source_title=clean(document), **given)
    one.material_key, one.confidence, one.illustrative = fold(one.material), "entered", by.is_demonstration
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as known:
        raise refused.ConversionKnown from known
    fields = ("thing", "material", "unit", "dong", "valid_from", "source_title", "verified")
    log(by, KEEP, "conversion.set", one, place, after=row(one, fields))
    return one


def value_first(one: Contribution, by: Person) -> None:
    """With the rate of the day on which it was received; without a rate it is counted in its unit alone."""
    if one.received_on is None:
        return
    if one.thing == Thing.MONEY:
        state(one, None, ONE, one.received_on, by)
    elif rate := rate_for(one, one.received_on):
        state(one, rate, rate.dong, one.received_on, by)


def state(
    one: Contribution, conversion: Conversion | None, rate: Decimal, day: date, by: Person, why: str = ""
) -> Valuation:
    value = int((one.quantity * rate).quantize(ONE, ROUND_HALF_UP))
    return Valuation.objects.create(
        contribution=one, conversion=conversion, rate=rate, value=value, stated_on=day, reason=why, by=by
    )


@transaction.atomic
def value_again(*, by: Person, pk: int, reason: str) -> Valuation:
    """By the rate that is known now for the day of receipt; a new statement of today beside the earlier one."""
    found = contributions_visible_to(by).select_for_update(of=("self",)).select_related("place")
    one, why = found.get(pk=pk), said_why(reason)
    if one.received_on is None or one.state != Contribution.State.RECEIVED:
        raise refused.NotReceived
    rate = rate_for(one, one.received_on)
    if rate is None:
        raise refused.NoConversion
    last = one.valuations.first()
    if last and last.rate == rate.dong:
        raise refused.SameValue
    made = state(one, rate, rate.dong, today(), by, why)
    before = {"value": last.value if last else None, "rate": last.rate if last else None}
    after = {"value": made.value, "rate": made.rate}
    log(by, KEEP, "contribution.value", one, one.place, before=before, after=after, reason=why)
    return made
