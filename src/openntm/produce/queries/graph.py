"""One step back, one step forward, and the whole way: through what was made of what and what was packed into what.

Unpacking gives back what went in, so it leads nowhere new. Events that were declared wrong are not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from openntm.produce.epcis.graph import walk
from openntm.produce.epcis.vocabulary import AGGREGATION, ASSOCIATION, DESTINATION, SOURCE, TRANSFORMATION
from openntm.produce.models import EventItem, Lot, Producer, TraceEvent
from openntm.produce.naming import OWN, called_now, short_name, site, uri_of_party

Node = tuple[str, int | str]  # ("lot", id) or ("uri", text): a serial of a lot is the lot
SAID = {DESTINATION: "receiverName", SOURCE: "senderName", "parent": "containerName"}  # in our own events
HELD = ("what", "parent", "child", "input", "output")


@dataclass(frozen=True)
class Step:
    """`other` is what was found one step away: a lot, another thing, or a party that gave or took."""

    event: TraceEvent
    role: str
    uri: str
    lot: Lot | None
    name: str
    quantity: Decimal | None = None
    unit: str = ""

    @property
    def is_party(self) -> bool:
        return self.role in (SOURCE, DESTINATION)


def node_of(lot: Lot) -> Node:
    return ("lot", lot.pk)


def live_items() -> QuerySet[EventItem]:
    """Of events that hold: neither declared wrong nor declaring so."""
    return EventItem.objects.filter(event__declares_wrong__isnull=True, event__corrected__isnull=True)


def of_nodes(nodes: Iterable[Node]) -> Q:
    lots = {key for kind, key in nodes if kind == "lot"}
    uris = {key for kind, key in nodes if kind == "uri"}
    return Q(lot__in=lots) | Q(uri__in=uris)


MADE = Q(event__kind=TRANSFORMATION)
PACKED = Q(event__kind__in=(AGGREGATION, ASSOCIATION)) & ~Q(event__action="DELETE")
FORWARD = ((MADE, "input", "output"), (PACKED, "child", "parent"))
BACK = tuple((which, there, here) for which, here, there in FORWARD)


def beside(nodes: Iterable[Node], ways: Iterable[tuple[Q, str, str]]) -> QuerySet[EventItem]:
    """The things on the other side of the events that have one of the nodes on this side."""
    wanted, here = Q(pk__in=()), of_nodes(nodes)
    for which, from_role, to_role in ways:
        events = {item.event_id for item in live_items().filter(which & here, role=from_role).only("event")}
        wanted |= Q(event__in=events | joined(events) if to_role in ("input", "output") else events, role=to_role)
    return live_items().filter(wanted)


def joined(events: set[int]) -> set[int]:
    """Events that tell one transformation in parts, by its identifier."""
    told = TraceEvent.objects.filter(pk__in=events, body__has_key="transformationID")
    names = set(told.values_list("body__transformationID", flat=True))
    found = TraceEvent.objects.filter(body__transformationID__in=list(names)) if names else TraceEvent.objects.none()
    return set(found.values_list("pk", flat=True))


def nodes_in(items: QuerySet[EventItem]) -> list[Node]:
    rows = items.order_by("event__happened_at", "pk").values_list("lot", "uri")
    return [("lot", lot) if lot else ("uri", uri) for lot, uri in rows]


def way(nodes: Iterable[Node], *, back: bool = False) -> list[Node]:
    """The nodes and all that they came from, or all that came of them; each once."""
    return walk(nodes, lambda layer: nodes_in(beside(layer, BACK if back else FORWARD)))


def steps_back(node: Node) -> list[Step]:
    """What the thing was made of, what is in it, and who gave it."""
    return steps(node, BACK, SOURCE)


def steps_forward(node: Node) -> list[Step]:
    """What was made of the thing, what it was packed into, and who took it."""
    return steps(node, FORWARD, DESTINATION)


def steps(node: Node, ways: Iterable[tuple[Q, str, str]], party: str) -> list[Step]:
    """One's own name among the parties is left out: goods that one sends come from oneself."""
    near = list(beside([node], ways).select_related("event", "lot__product__producer"))
    hands = parties_of([node], party)
    mine = {uri_of_party(lot.product.producer) for lot in lots_of([node]).values()}
    return [step_of(item, {}) for item in sorted(near, key=order)] + [
        one for one in hands if called_now(one.uri) not in mine
    ]


def order(item: EventItem) -> Any:
    return item.event.happened_at, item.pk


def lots_of(nodes: Iterable[Node]) -> dict[int, Lot]:
    ids = [key for kind, key in nodes if kind == "lot"]
    return {lot.pk: lot for lot in Lot.objects.filter(pk__in=ids).select_related("product__producer__place", "place")}


def parties_of(nodes: Iterable[Node], role: str) -> list[Step]:
    """Who gave or took any of the things, event by event, with how much of them."""
    wanted = list(nodes)
    held = list(live_items().filter(of_nodes(wanted), role__in=HELD).select_related("lot__product__producer"))
    by_event: dict[int, list[EventItem]] = {}
    for item in held:
        by_event.setdefault(item.event_id, []).append(item)
    parties = list(live_items().filter(event__in=by_event, role=role).select_related("event"))
    names = names_of({item.uri for item in parties})
    return [step_of(item, names, by_event[item.event_id]) for item in sorted(parties, key=order)]


def step_of(item: EventItem, names: Mapping[str, str], things: Iterable[EventItem] = ()) -> Step:
    """Of a party the quantity is that of the things, where all are measured alike."""
    of = list(things) or [item]
    units = {(one.unit, one.quantity is None) for one in of}
    amount = sum((one.quantity or Decimal(0) for one in of), Decimal(0)) if len(units) == 1 else None
    is_known = len(units) == 1 and not next(iter(units))[1]
    lot = item.lot or (of[0].lot if len(of) == 1 else None)
    name = (
        names.get(called_now(item.uri)) or said_name(item) or (str(lot) if item.lot and lot else short_name(item.uri))
    )
    return Step(item.event, item.role, item.uri, lot, name, amount if is_known else None, of[0].unit)


def said_name(item: EventItem) -> str:
    """As the event itself names the party, or the box with its day, as boxes are used again."""
    key = SAID.get(item.role)
    name = str(item.event.body.get(f"{OWN}:{key}", "")) if key else ""
    is_box = name and item.role == "parent"
    return f"{name} ({timezone.localtime(item.event.happened_at):%d/%m/%Y})" if is_box else name


def names_of_boxes(uris: Iterable[str]) -> dict[str, str]:
    """As somebody wrote them when the goods went in; else as their identifier tells."""
    packed = live_items().filter(role="parent", uri__in=list(uris)).select_related("event")
    return {item.uri: said_name(item) for item in packed if said_name(item)}


def names_of(uris: set[str]) -> dict[str, str]:
    """Producers in our register, by the identifier of their party as it is now."""
    uris = {called_now(uri) for uri in uris}
    glns = {uri.rpartition("/")[2] for uri in uris if "/417/" in uri}
    ends = {uri.removeprefix(f"{site()}producer/") for uri in uris if uri.startswith(f"{site()}producer/")}
    ids = [int(end) for end in ends if end.isdecimal()]
    found = Producer.objects.filter(Q(gln__in=glns - {""}) | Q(pk__in=ids))
    return {uri_of_party(one): one.name for one in found}


@dataclass(frozen=True)
class Receiver:
    """A party that was sent goods of a lot, or goods made of them."""

    uri: str
    name: str
    quantity: Decimal | None
    unit: str
    last: Any
    lots: tuple[str, ...]


def receivers(lot: Lot) -> list[Receiver]:
    """Everybody to whom the lot went, also inside other lots and boxes; summed for each."""
    nodes = way([node_of(lot)])
    mine = {uri_of_party(lot.product.producer)}
    found: dict[str, list[Step]] = {}
    for step in parties_of(nodes, DESTINATION):
        if (uri := called_now(step.uri)) not in mine:
            found.setdefault(uri, []).append(step)
    return sorted((receiver(uri, steps) for uri, steps in found.items()), key=lambda one: one.name)


def receiver(uri: str, sent: list[Step]) -> Receiver:
    units = {step.unit for step in sent}
    is_known = len(units) == 1 and all(step.quantity is not None for step in sent)
    total = sum((step.quantity or Decimal(0) for step in sent), Decimal(0)) if is_known else None
    lots = tuple(dict.fromkeys(str(step.lot) for step in sent if step.lot))
    return Receiver(uri, sent[-1].name, total, next(iter(units)), max(step.event.happened_at for step in sent), lots)
