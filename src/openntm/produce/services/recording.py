"""What a producer does with a lot, recorded as events: the same rules and the same store as for captured documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from openntm.office.models import Person
from openntm.office.wording import number_text
from openntm.places.vietnamese import clean
from openntm.produce.access import lots_visible_to
from openntm.produce.access.tracing import events_visible_to
from openntm.produce.access.writing import writing_for
from openntm.produce.epcis import writing
from openntm.produce.epcis.reading import event_of, wrong_of_event
from openntm.produce.epcis.vocabulary import AGGREGATION, OBJECT, TRANSFORMATION
from openntm.produce.gs1 import LinkRefused
from openntm.produce.models import EventItem, Lot, Producer, TraceEvent
from openntm.produce.naming import (
    OWN,
    is_sscc,
    own_context,
    uri_of_certificate,
    uri_of_lot,
    uri_of_other_party,
    uri_of_party,
    uri_of_spot,
    uri_of_unit,
)
from openntm.produce.queries.certificates import Standing, truth_on
from openntm.produce.queries.graph import live_items
from openntm.produce.queries.identifying import named
from openntm.produce.services.capturing import WRONG, Capture, keep_events, stored
from openntm.produce.services.refusals import (
    CameIntoBeingBefore,
    ContainerWrong,
    EventIsWrongAlready,
    GlnOfPartyWrong,
    LotIsRecalled,
    MoreThanIsLeft,
    NothingWentIn,
    NotYet,
    PartyUnnamed,
    RecallStands,
    TooLongAgo,
    WasDeclaredWrong,
    WeightMissing,
)

KG = "KGM"
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Party:
    """Who takes or gives; their GLN where they have one."""

    name: str
    gln: str = ""


@transaction.atomic
def record_commissioning(*, by: Person, lot: int, at: datetime, quantity: Decimal) -> Capture:
    """The lot comes into being: with its harvest days, and its certificate where that is in force on the day."""
    of = lot_of(by, lot)
    Lot.objects.select_for_update().get(pk=of.pk)
    if commissionings(of).exists():
        raise CameIntoBeingBefore
    return object_event(by, of, at, "commissioning", quantity, **commissioned(of, at))


def commissioned(lot: Lot, at: datetime) -> dict[str, Any]:
    days = [entry.day for entry in lot.harvests.filter(withdrawn=False)]
    ilmd = {"cbvmda:lotNumber": lot.number}
    if days:
        ilmd |= {"cbvmda:harvestStartDate": min(days).isoformat(), "cbvmda:harvestEndDate": max(days).isoformat()}
    if lot.use_by:
        ilmd["cbvmda:itemExpirationDate"] = lot.use_by.isoformat()
    return {"action": "ADD", "disposition": "active", "ilmd": ilmd, "certificationInfo": proof(lot, at)}


def commission_once(*, by: Person, lot: Lot, at: datetime) -> None:
    """In the transaction of the release of a lot, unless somebody recorded before that it came into being."""
    if not commissionings(lot).exists():
        put_down(by, lot, at, "commissioning", lot.packed_kg, **commissioned(lot, at))


def commissionings(lot: Lot) -> QuerySet[EventItem]:
    return live_items().filter(lot=lot, event__step="commissioning", event__action="ADD")


def proof(lot: Lot, at: datetime) -> list[str]:
    one = lot.certificate
    is_held = one and truth_on(one, timezone.localdate(at)).standing == Standing.IN_FORCE
    return [uri_of_certificate(one)] if one and is_held else []


def record_observation(*, by: Person, lot: int, at: datetime, quantity: Decimal | None, step: str) -> Capture:
    """Inspected, stored, sampled: nothing changes hands."""
    return object_event(by, lot_of(by, lot), at, step, quantity, disposition="in_progress")


def record_transformation(
    *, by: Person, lot: int, at: datetime, inputs: Iterable[tuple[int, Decimal | None]], quantity: Decimal | None
) -> Capture:
    """This lot was made of others, as of lots of several members."""
    of = lot_of(by, lot)
    others = {one.pk: one for one in lots_visible_to(by).select_related("product__producer")}
    went_in = [kilograms(others[pk], kg) for pk, kg in inputs if pk != of.pk]
    if not went_in:
        raise NothingWentIn
    came_out = [kilograms(of, quantity)]
    return keep(by, of, TRANSFORMATION, at, "packing", inputQuantityList=went_in, outputQuantityList=came_out)


def record_aggregation(*, by: Person, lot: int, at: datetime, container: str, quantity: Decimal | None) -> Capture:
    """Goods of the lot go into a box or onto a pallet: by its SSCC, or by what is written on it."""
    of, name = lot_of(by, lot), clean(container)
    try:
        parent = uri_of_unit(of.product.producer, name, timezone.localtime(at))
    except LinkRefused:
        raise ContainerWrong from None
    fields: dict[str, Any] = {"parentID": parent, "childQuantityList": [kilograms(of, quantity)]}
    fields |= {} if is_sscc(name) else {f"{OWN}:containerName": name}
    return keep(by, of, AGGREGATION, at, "packing", action="ADD", **fields)


@transaction.atomic
def record_shipping(*, by: Person, lot: int, at: datetime, quantity: Decimal | None, to: Party) -> Capture:
    """Never more than was packed, less what was sent on before and did not come back."""
    of = lot_of(by, lot)
    Lot.objects.select_for_update().get(pk=of.pk)  # two who send at once see each other's goods
    if of.state == Lot.State.RECALLED:
        raise LotIsRecalled
    refuse_more_than_left(of, quantity)
    mine, theirs = uri_of_party(of.product.producer), party_uri(of.product.producer, to)
    hands: dict[str, Any] = {
        "sourceList": [{"type": "owning_party", "source": mine}],
        "destinationList": [{"type": "owning_party", "destination": theirs}],
        f"{OWN}:receiverName": clean(to.name),
    }
    return object_event(by, of, at, "shipping", quantity, disposition="in_transit", **hands)


def refuse_more_than_left(lot: Lot, quantity: Decimal | None) -> None:
    if lot.packed_kg is None or quantity is None:
        return
    moved = dict(
        live_items()
        .filter(lot=lot, role="what", unit=KG, event__step__in=("shipping", "receiving"))
        .values_list("event__step")
        .annotate(total=Sum("quantity"))
        .order_by()
    )
    sent = max(Decimal(0), moved.get("shipping", Decimal(0)) - moved.get("receiving", Decimal(0)))
    if sent + quantity > lot.packed_kg:
        left = max(Decimal(0), lot.packed_kg - sent)
        raise MoreThanIsLeft(packed=number_text(lot.packed_kg), sent=number_text(sent), left=number_text(left))


def record_receiving(*, by: Person, lot: int, at: datetime, quantity: Decimal | None, giver: Party) -> Capture:
    """Goods of the lot come in, as from a member or back from a buyer."""
    of = lot_of(by, lot)
    mine, theirs = uri_of_party(of.product.producer), party_uri(of.product.producer, giver)
    hands: dict[str, Any] = {
        "sourceList": [{"type": "owning_party", "source": theirs}],
        "destinationList": [{"type": "owning_party", "destination": mine}],
        f"{OWN}:senderName": clean(giver.name),
    }
    return object_event(by, of, at, "receiving", quantity, disposition="in_progress", **hands)


def record_decommissioning(
    *, by: Person, lot: int, at: datetime, quantity: Decimal | None, destroyed: bool = False
) -> Capture:
    """Goods of the lot leave the chain: eaten, rotten or destroyed."""
    step, disposition = ("destroying", "destroyed") if destroyed else ("decommissioning", "inactive")
    return object_event(by, lot_of(by, lot), at, step, quantity, action="DELETE", disposition=disposition)


@transaction.atomic
def declare_wrong(*, by: Person, event: int, error: str, corrective: Iterable[str] = ()) -> TraceEvent:
    """The event stays as it is, and leaves the chain; `corrective` are the identifiers of what is right instead."""
    old = events_visible_to(by).get(pk=event, declares_wrong__isnull=True)
    if TraceEvent.objects.filter(event_id=old.event_id + WRONG).exists():
        raise EventIsWrongAlready
    if old.body.get("disposition") == "recalled":
        raise RecallStands
    body = writing.wrong(old.body, timezone.localtime(), error, corrective)
    keep_events(by=by, events=[event_of(body)])
    return old


def party_uri(producer: Producer, party: Party) -> str:
    if not (clean(party.name) or party.gln):
        raise PartyUnnamed
    try:
        return uri_of_other_party(producer, clean(party.name), party.gln.strip())
    except LinkRefused:
        raise GlnOfPartyWrong from None


def lot_of(by: Person, pk: int) -> Lot:
    lot: Lot = lots_visible_to(by).select_related("product__producer__place", "certificate").get(pk=pk)
    writing_for(by, lot.product.producer)
    return lot


def object_event(
    by: Person, lot: Lot, at: datetime, step: str, quantity: Decimal | None, *, action: str = "OBSERVE", **fields: Any
) -> Capture:
    held = [kilograms(lot, quantity)]
    return keep(by, lot, OBJECT, at, step, action=action, quantityList=held, **fields)


def kilograms(lot: Lot, quantity: Decimal | None) -> writing.Body:
    """So much of the lot; None where nobody weighed it."""
    if quantity is not None and quantity <= 0:
        raise WeightMissing("quantity")
    return writing.amount(uri_of_lot(lot), quantity, KG)


def put_down(by: Person | None, lot: Lot, at: datetime, step: str, quantity: Decimal | None, **fields: Any) -> None:
    """An event that belongs to the act of another service, which asked for its own right and logs its own act."""
    held = [kilograms(lot, quantity)]
    spot = {"readPoint": {"id": uri_of_spot(lot.product.producer)}}
    event = event_of(writing.happening(OBJECT, timezone.localtime(at), step, quantityList=held, **fields, **spot))
    stored(by, [event], [lot.product.producer], named(item.uri_given for item in event.items))


def keep(by: Person, lot: Lot, kind: str, at: datetime, step: str, **fields: Any) -> Capture:
    """What a person may get wrong is said at its field; anything else that is wrong is a fault of ours."""
    if at.year < FIRST_YEAR:
        raise TooLongAgo
    if at > timezone.now():
        raise NotYet
    spot = {"readPoint": {"id": uri_of_spot(lot.product.producer)}}
    own = {"@context": [own_context()]} if any(name.startswith(f"{OWN}:") for name in fields) else {}
    body = own | writing.happening(kind, timezone.localtime(at), step, **fields, **spot)
    wrong = [f"{where}: {why}" for where, why in wrong_of_event(body, timezone.now())]
    if wrong:
        raise ValueError(wrong)
    done = keep_events(by=by, events=[event_of(body)])
    if TraceEvent.objects.filter(declares_wrong__in=done.events).exists():
        raise WasDeclaredWrong
    return done


def record_recall(*, by: Person | None, lot: Lot, at: datetime) -> None:
    """In the transaction of the recall."""
    put_down(by, lot, at, "holding", None, action="OBSERVE", disposition="recalled")
