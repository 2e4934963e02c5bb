"""Writes: what is promised and given; nothing is overwritten."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from openntm.office.access import today
from openntm.office.log import row
from openntm.office.models import Person
from openntm.office.roles import Action
from openntm.participation.access.contributions import contributions_visible_to, refuse_unless
from openntm.participation.models import Contribution, Refund, Thing
from openntm.participation.queries.contributions import still_given, still_promised
from openntm.participation.services import refused
from openntm.participation.services.keeping import cleaned, log, refuse_ahead, said_why
from openntm.participation.services.receipts import void_with
from openntm.participation.services.valuing import value_first
from openntm.places.models import Place
from openntm.places.vietnamese import clean

KEEP = Action.KEEP_CONTRIBUTIONS
GIVEN = (
    *("hamlet", "work", "purpose", "giver_kind", "giver_name", "phone", "may_be_named", "consented_on"),
    *("thing", "material", "unit", "quantity", "promised_on", "received_on", "note"),
)
State = Contribution.State


@dataclass(frozen=True)
class Origin:
    """Where a row comes from: a promise that is kept, or a row that was wrong."""

    pledge: Contribution | None = None
    replaces: Contribution | None = None


@transaction.atomic
def record_contribution(*, by: Person, place: Place, **given: Any) -> Contribution:
    """`given` by the names in GIVEN; with a day of receipt it is a gift, with that of a promise alone a promise."""
    refuse_unless(by, KEEP, place)
    return add(by, place, given, "contribution.record", Origin())


def add(by: Person, place: Place, given: dict[str, Any], verb: str, origin: Origin, reason: str = "") -> Contribution:
    """Inside the transaction of a service that asked for the right."""
    one = Contribution(place=place, pledge=origin.pledge, replaces=origin.replaces, by=by, at=timezone.now())
    for name, value in cleaned(given).items():
        setattr(one, name, value)
    check(one)
    one.state = State.RECEIVED if one.received_on else State.PROMISED
    one.illustrative = by.is_demonstration
    one.number = next_number(place)
    one.save()
    value_first(one, by)
    after = row(one, ("number", "state", *GIVEN))
    log(by, KEEP, verb, one, place, after=after, reason=reason)
    return one


def next_number(place: Place) -> int:
    """The row of the commune is held, so that two officers do not take one number."""
    Place.objects.select_for_update().get(pk=place.pk)
    last = Contribution.objects.filter(place=place).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def check(one: Contribution) -> None:
    refuse_wrong_quantity(one.thing, one.quantity)
    if (one.thing == Thing.MATERIAL) != bool(one.material and one.unit) or (one.thing != Thing.MATERIAL and one.unit):
        raise refused.MaterialMissing
    if one.work and one.work.place_id != one.place_id:
        raise refused.WorkElsewhere
    if not (one.work or one.purpose):
        raise refused.PurposeMissing
    if one.may_be_named and not one.consented_on:
        raise refused.ConsentDayMissing
    if not (one.promised_on or one.received_on):
        raise refused.DaysMissing
    for day in (one.promised_on, one.received_on, one.consented_on):
        refuse_ahead(day)
    if one.promised_on and one.received_on and one.received_on < one.promised_on:
        raise refused.ReceivedBeforePromise


def refuse_wrong_quantity(thing: str, quantity: Decimal) -> None:
    if quantity <= 0 or (thing == Thing.MONEY and quantity != quantity.to_integral_value()):
        raise refused.QuantityWrong


def held(by: Person, pk: int) -> Contribution:
    """Locked for a change; raises Contribution.DoesNotExist, AlreadyVoid."""
    found = contributions_visible_to(by).select_for_update(of=("self",)).select_related("place", "work")
    one = found.get(pk=pk)
    if one.state == State.VOID:
        raise refused.AlreadyVoid
    return one


@transaction.atomic
def receive_pledge(*, by: Person, pk: int, day: date, quantity: Decimal) -> Contribution:
    """All of it, or a part: then the rest stays promised."""
    pledge = held(by, pk)
    if pledge.state != State.PROMISED:
        raise refused.NotPromised
    left = still_promised(pledge)
    if quantity > left:
        raise refused.MoreThanPromised(left=f"{left.normalize():f}")
    given = {name: getattr(pledge, name) for name in GIVEN} | {"quantity": quantity, "received_on": day}
    return add(by, pledge.place, given, "contribution.receive", Origin(pledge=pledge))


@transaction.atomic
def void_contribution(*, by: Person, pk: int, day: date, reason: str) -> Contribution:
    """A promise that is withdrawn, or a row that was entered wrongly; the row and its number stay."""
    one = held(by, pk)
    refuse_ahead(day)
    end(by, one, day, said_why(reason), "contribution.void")
    return one


def end(by: Person, one: Contribution, day: date, reason: str, verb: str) -> None:
    if one.refunds.exists():
        raise refused.GivenBack
    for receipt in one.receipts.filter(void_on__isnull=True):
        void_with(by, receipt, day, reason)
    before = row(one, ["state"])
    one.state, one.ended_on, one.ended_why = State.VOID, day, reason
    one.save(update_fields=["state", "ended_on", "ended_why"])
    log(by, KEEP, verb, one, one.place, before=before, after=row(one, ["state", "ended_on"]), reason=reason)


@transaction.atomic
def correct_contribution(*, by: Person, pk: int, reason: str, **given: Any) -> Contribution:
    """A new row takes the place of the wrong one, which is void from today on with its receipt."""
    wrong, why = held(by, pk), said_why(reason)
    if wrong.received.exclude(state=State.VOID).exists():
        raise refused.PartlyReceived
    right = {name: getattr(wrong, name) for name in GIVEN} | cleaned(given)
    if right == {name: getattr(wrong, name) for name in GIVEN}:
        raise refused.NothingChanged
    end(by, wrong, today(), why, "contribution.void")
    return add(by, wrong.place, right, "contribution.correct", Origin(pledge=wrong.pledge, replaces=wrong), why)


@transaction.atomic
def refund_contribution(
    *, by: Person, pk: int, day: date, quantity: Decimal, reason: str, document: str = ""
) -> Refund:
    """All or a part is given back; the gift stays in the register."""
    one, why = held(by, pk), said_why(reason)
    if one.received_on is None:
        raise refused.NotReceived
    refuse_ahead(day)
    if day < one.received_on:
        raise refused.NotReceived
    refuse_wrong_quantity(one.thing, quantity)
    left = still_given(one)
    if quantity > left:
        raise refused.MoreThanReceived(left=f"{left.normalize():f}")
    made = Refund.objects.create(
        contribution=one, quantity=quantity, day=day, document=clean(document), reason=why, by=by
    )
    after = row(made, ["quantity", "day", "document"])
    log(by, KEEP, "contribution.refund", one, one.place, after=after, reason=why)
    return made


@transaction.atomic
def set_consent(*, by: Person, pk: int, may_be_named: bool, day: date) -> Contribution:
    """The giver says yes or takes it back; public pages follow at once."""
    one = held(by, pk)
    refuse_ahead(day)
    before = row(one, ["may_be_named", "consented_on"])
    one.may_be_named, one.consented_on = may_be_named, day
    one.save(update_fields=["may_be_named", "consented_on"])
    after = row(one, ["may_be_named", "consented_on"])
    log(by, KEEP, "contribution.consent", one, one.place, before=before, after=after)
    return one
