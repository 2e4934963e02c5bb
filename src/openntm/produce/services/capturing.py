"""Events are taken in, all of a document or none; what was taken in once is never written again and never changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openntm.codes import generation
from openntm.office.log import record
from openntm.office.models import Person
from openntm.produce.access import producers_visible_to
from openntm.produce.access.writing import may_write, writing_for
from openntm.produce.epcis.reading import DocumentRefused, Event, Item, Problem, read_document
from openntm.produce.epcis.vocabulary import DESTINATION, SOURCE, TRANSFORMATION
from openntm.produce.models import EventItem, Producer, TraceEvent
from openntm.produce.queries.identifying import Named, named

WRONG = "#wrong"  # behind the hash of an event: the key of what declares it wrong, whose hash is the same


@dataclass(frozen=True)
class Capture:
    """`new` events were written, `known` ones stood there already; `number` is that of the log entry, 0 without one."""

    new: int
    known: int
    events: tuple[TraceEvent, ...]
    number: int = 0


def capture_events(*, by: Person, document: Any) -> Capture:
    """Raises `DocumentRefused` with every problem, and `PermissionDenied`."""
    return keep_events(by=by, events=read_document(document, timezone.now()))


@transaction.atomic
def keep_events(*, by: Person, events: Sequence[Event]) -> Capture:
    """Read events, each of which names something of a producer for whom the person writes."""
    found = named(item.uri_given for event in events for item in event.items)
    visible = set(producers_visible_to(by).values_list("pk", flat=True))
    problems = [one for index, event in enumerate(events) for one in wrong_names(index, event, found, visible)]
    problems += wrong_references(events)
    if problems:
        raise DocumentRefused(problems)
    writes = cache(partial(may_write, by))
    owners = [owner_of(event, found, writes) for event in events]
    rows = stored(by, events, owners, found)
    new = [row for row, is_new in rows if is_new]
    number = told(by, new, owners[0]) if new else 0
    return Capture(len(new), len(rows) - len(new), tuple(row for row, _is_new in rows), number)


def told(by: Person, new: Sequence[TraceEvent], owner: Producer) -> int:
    after = {"events": len(new), "steps": ", ".join(sorted({row.step or row.kind for row in new}))}
    given: dict[str, Any] = {"place": owner.place, "on_behalf_of": writing_for(by, owner)}
    entry = record(by, "event.capture", new[0], after=after, **given)
    generation.touch()
    return entry.number


def wrong_names(index: int, event: Event, found: Mapping[str, Named], visible: set[int]) -> Iterator[Problem]:
    """A product that the person may not see is as unknown to them as one of another system."""
    ours = [(item, found[item.uri_given]) for item in event.items if item.uri_given in found]
    seen = [(item, one) for item, one in ours if one.product.producer_id in visible]
    if not seen:
        yield Problem(index, "", _("names no product and no lot that you see here"))
    for item, one in seen:
        if one.is_unknown_lot:
            said = {"lot": one.keys.lot, "product": one.product.name}
            yield Problem(index, item.role, _("lot %(lot)s of %(product)s was not opened here") % said)


def owner_of(event: Event, found: Mapping[str, Named], writes: Callable[[Producer], bool]) -> Producer:
    """Whose output it makes, else whose things it names: the person writes for all of them."""
    parties = (SOURCE, DESTINATION)
    things = [(item.role, found[item.uri_given].product.producer) for item in event.items if item.uri_given in found]
    outputs = [owner for role, owner in things if role == "output"]
    asked = (
        outputs
        if event.kind == TRANSFORMATION and outputs
        else [owner for role, owner in things if role not in parties]
    )
    owners = {owner.pk: owner for owner in asked}
    if not owners or not all(map(writes, owners.values())):
        raise PermissionDenied
    return next(iter(owners.values()))


def wrong_references(events: Sequence[Event]) -> Iterator[Problem]:
    """An error declaration names an event that is known; an identifier belongs to one event alone."""
    hashes = {event.hash for event in events}
    known = set(TraceEvent.objects.filter(event_id__in=hashes).values_list("event_id", flat=True))
    ids = {event.given_id for event in events if event.given_id != event.hash}
    taken = (
        dict(TraceEvent.objects.filter(body__eventID__in=list(ids)).values_list("body__eventID", "event_id"))
        if ids
        else {}
    )
    here: set[str] = set()
    for index, event in enumerate(events):
        if event.declares_error and event.hash not in known | here:
            yield Problem(index, "errorDeclaration", _("the event that it declares wrong is not known here"))
        if taken.setdefault(event.given_id, event.hash).removesuffix(WRONG) != event.hash:
            yield Problem(index, "eventID", _("another event has this identifier"))
        if not event.declares_error:
            here.add(event.hash)


def stored(
    by: Person | None, events: Sequence[Event], owners: Sequence[Producer], found: Mapping[str, Named]
) -> list[tuple[TraceEvent, bool]]:
    """Each event with whether it is new; for a service that asked for its own right and logs its own act."""
    rows = []
    known = {row.event_id: row for row in TraceEvent.objects.filter(event_id__in=set(map(key_of, events)))}
    for event, owner in zip(events, owners, strict=True):
        key, is_new = key_of(event), False
        if key not in known:
            known[key], is_new = row_of(by, event, owner)
        if is_new:
            EventItem.objects.bulk_create(item_row(known[key], item, found) for item in event.items)
        rows.append((known[key], is_new))
    return rows


def key_of(event: Event) -> str:
    return event.hash + WRONG if event.declares_error else event.hash


def row_of(by: Person | None, event: Event, owner: Producer) -> tuple[TraceEvent, bool]:
    """Somebody else may write the same event at this moment: then it is known."""
    key = key_of(event)
    row = TraceEvent(
        event_id=key,
        kind=event.kind,
        action=event.action,
        step=event.step[:60],
        happened_at=event.at,
        recorded_at=timezone.now(),
        place=owner.place,
        body=event.body,
        declares_wrong=TraceEvent.objects.get(event_id=event.hash) if event.declares_error else None,
        captured_by=by,
        illustrative=by.is_demonstration if by else owner.illustrative,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return TraceEvent.objects.get(event_id=key), False
    return row, True


def item_row(row: TraceEvent, item: Item, found: Mapping[str, Named]) -> EventItem:
    one = found.get(item.uri_given)
    lot = one.lot if one else None
    return EventItem(event=row, role=item.role, uri=item.uri, lot=lot, quantity=item.quantity, unit=item.unit)
