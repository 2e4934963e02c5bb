"""What pages and files show of the chain of a lot."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from openntm.office.wording import number_text
from openntm.produce.epcis import writing
from openntm.produce.epcis.vocabulary import DESTINATION, SOURCE, step_word, unit_word
from openntm.produce.models import EventItem, Lot, TraceEvent
from openntm.produce.naming import called_now, short_name, uri_of_party
from openntm.produce.queries.graph import HELD, lots_of, names_of, names_of_boxes, node_of, said_name, way

AFTER = ("output", "parent")


@dataclass(frozen=True)
class Thing:
    name: str
    quantity: Decimal | None
    unit: str


@dataclass(frozen=True)
class EventRow:
    """An event on the page of a lot; `became` is what came out or holds the things; `wrong` is what declares it so,
    and `instead` are the events that it names as right."""

    event: TraceEvent
    step: str
    things: list[Thing]
    became: list[Thing]
    parties: list[tuple[str, str]]
    wrong: TraceEvent | None
    instead: tuple[str, ...] = ()

    @property
    def may_be_wrong(self) -> bool:
        """A recall is ended instead."""
        return self.wrong is None and self.event.body.get("disposition") != "recalled"

    @property
    def at(self) -> datetime:
        return timezone.localtime(self.event.happened_at)

    @property
    def told(self) -> str:
        """As one tells it from the others of the lot."""
        said = [f"{self.at:%d/%m/%Y %H:%M}", self.step, *(name for _role, name in self.parties)]
        held = [f"{number_text(one.quantity)} {unit_word(one.unit)}".strip() for one in self.things if one.quantity]
        return " · ".join([*said, *held])


def all_events_of(lot: Lot) -> QuerySet[TraceEvent]:
    touching = EventItem.objects.filter(lot=lot, role__in=HELD).values("event")
    return TraceEvent.objects.filter(pk__in=touching)


def rows_of(lot: Lot) -> list[EventRow]:
    """The newest first, those that were declared wrong among them."""
    found = all_events_of(lot).filter(declares_wrong__isnull=True).select_related("captured_by")
    events = list(found.prefetch_related("items__lot", "corrected").order_by("-happened_at", "-pk"))
    items = [item for event in events for item in event.items.all()]
    names = names_of({item.uri for item in items if item.role in (SOURCE, DESTINATION)})
    mine = uri_of_party(lot.product.producer)
    rows = [row_of(event, names, mine) for event in events]
    told = {row.event.body["eventID"]: row.told for row in rows}
    return [replace(row, instead=tuple(told[one] for one in corrective(row.wrong) if one in told)) for row in rows]


def corrective(wrong: TraceEvent | None) -> list[str]:
    said: list[str] = wrong.body["errorDeclaration"].get("correctiveEventIDs", []) if wrong else []
    return said


def row_of(event: TraceEvent, names: dict[str, str], mine: str) -> EventRow:
    items = list(event.items.all())
    for item in items:
        item.event = event
    parties = [
        (item.role, names.get(called_now(item.uri)) or said_name(item) or item.uri)
        for item in items
        if item.role not in HELD and called_now(item.uri) != mine
    ]
    became = [thing_of(item) for item in items if item.role in AFTER]
    things = [thing_of(item) for item in items if item.role in HELD and item.role not in AFTER]
    step = step_word(event.step) if event.step else event.kind
    return EventRow(event, step, things, became, parties, next(iter(event.corrected.all()), None))


def thing_of(item: EventItem) -> Thing:
    name = str(item.lot) if item.lot else said_name(item) or short_name(item.uri)
    return Thing(name, item.quantity, item.unit)


@dataclass(frozen=True)
class Link:
    """A lot or another thing of the chain."""

    name: str
    lot: Lot | None


def chain_of(lot: Lot, *, back: bool = False) -> list[Link]:
    """Everything behind the lot, or ahead of it, without the lot itself."""
    nodes = [node for node in way([node_of(lot)], back=back) if node != node_of(lot)]
    lots, boxes = lots_of(nodes), names_of_boxes(str(key) for kind, key in nodes if kind == "uri")
    return [link_of(node, lots, boxes) for node in nodes]


def link_of(node: tuple[str, Any], lots: dict[int, Lot], boxes: dict[str, str]) -> Link:
    kind, key = node
    if kind == "lot":
        return Link(f"{lots[key].number} · {lots[key].product.name}", lots[key])
    return Link(boxes.get(key) or short_name(str(key)), None)


def exported(event: TraceEvent) -> dict[str, Any]:
    """With the moment at which it was recorded here."""
    return {**event.body, "recordTime": writing.moment_text(event.recorded_at)}


def document_of(lot: Lot, at: datetime) -> dict[str, Any]:
    return writing.document((exported(event) for event in all_events_of(lot)), at)
