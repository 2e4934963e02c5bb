"""An EPCIS document read strictly: all its events, or every problem with the event and the field where it lies."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.produce.epcis.checks import CHECKS, Wrong, context, identifier, in_utc, inside, moment, text, unwritable
from openntm.produce.epcis.hashing import event_hash, names_of
from openntm.produce.epcis.identifiers import canonical, is_uri
from openntm.produce.epcis.vocabulary import (
    AGGREGATION,
    ASSOCIATION,
    CONTEXT,
    CONTEXTS,
    DESTINATION,
    FIELDS,
    OBJECT,
    ROLES,
    SOURCE,
    TRANSACTION,
    TRANSFORMATION,
    bare,
)
from openntm.produce.epcis.writing import contexts

MOST = 1_000  # events of a document
TOLD = 200  # problems of a document
TOP = {"@context": context, "id": identifier, "creationDate": moment, "instanceIdentifier": text}
TOP |= {"sender": text, "receiver": text}
TOP_READ = ("type", "schemaVersion", "epcisHeader", "epcisBody")
NAMES_NOTHING = _("names nothing: a list of things or of quantities is expected")


@dataclass(frozen=True)
class Problem:
    """`index` counts the events from 0; None where the document itself is wrong."""

    index: int | None
    field: str
    message: str


class DocumentRefused(ValueError):
    """Nothing of the document was taken; `problems` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.index} {one.field}: {one.message}" for one in problems[:5]))
        self.problems = problems


@dataclass(frozen=True)
class Item:
    """`uri` is the form by which things are compared; the one that was given may name the lot of a serial too."""

    role: str
    uri_given: str
    uri: str
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Event:
    """`body` is what is kept and exported; `hash` identifies it."""

    body: dict[str, Any]
    hash: str
    kind: str
    action: str
    step: str
    at: datetime
    items: tuple[Item, ...]

    @property
    def given_id(self) -> str:
        return str(self.body["eventID"])

    @property
    def declares_error(self) -> bool:
        return "errorDeclaration" in self.body


def read_document(document: Any, now: datetime) -> list[Event]:
    """Raises `DocumentRefused`; `now` is the moment after which nothing can have happened."""
    wrong = list(unwritable(document)) or wrong_of_document(document)
    problems = [Problem(None, field, str(why)) for field, why in wrong][:TOLD]
    if problems:
        raise DocumentRefused(problems)
    own = [part for part in contexts(document) if isinstance(part, dict)]
    events = []
    for index, given in enumerate(document["epcisBody"]["eventList"]):
        body = with_context(given, own)
        found = [Problem(index, field, str(why)) for field, why in wrong_of_event(body, now)]
        problems += found
        if not found:
            events.append(event_of(body))
    if problems:
        raise DocumentRefused(problems[:TOLD])
    return events


def with_context(given: Any, own: list[dict[str, Any]]) -> Any:
    """An event is kept with the prefixes that its document explained, so that it can leave alone."""
    if not isinstance(given, dict) or not own:
        return given
    text = json.dumps(given)
    used = {key: value for part in own for key, value in part.items() if f'"{key}:' in text}
    if not used:
        return given
    return {"@context": [*contexts(given), used], **{key: value for key, value in given.items() if key != "@context"}}


def wrong_of_document(document: Any) -> Wrong:
    if not isinstance(document, dict) or document.get("type") != "EPCISDocument":
        yield "type", _("an EPCISDocument of EPCIS 2.0 in JSON-LD is expected")
        return
    if not any(part in CONTEXTS for part in contexts(document)):
        yield "@context", _("the context of EPCIS 2.0 is missing: %(context)s") % {"context": CONTEXT}
    if not str(document.get("schemaVersion", "")).startswith("2."):
        yield "schemaVersion", _("version 2.0 is expected")
    for name, held in {"creationDate": None, **document}.items():
        if name in TOP:
            yield from inside(name, TOP[name](held))
        elif name not in TOP_READ and not is_uri(name):
            yield name, _("is no field that may stand here")
    if not isinstance(document.get("epcisHeader", {}), dict):
        yield "epcisHeader", _("an object is expected")
    body = document.get("epcisBody")
    events = body.get("eventList") if isinstance(body, dict) else None
    if not isinstance(events, list) or not events:
        yield "epcisBody.eventList", _("at least one event is expected")
    elif len(events) > MOST:
        yield "epcisBody.eventList", _("at most %(most)s events are taken at once") % {"most": MOST}


def wrong_of_event(event: Any, now: datetime) -> Wrong:
    if not isinstance(event, dict) or str(event.get("type")) not in FIELDS:
        yield "type", _("one of these is expected: %(allowed)s") % {"allowed": ", ".join(FIELDS)}
        return
    kind, names = event["type"], names_of(event.get("@context"))
    found = list(wrong_fields(event, kind, names))
    found += [(name, _("is missing")) for name in needed(kind) if name not in event]
    yield from found or wrong_together(event, kind, now)


def wrong_fields(event: dict[str, Any], kind: str, names: Mapping[str, str]) -> Wrong:
    for name, value in event.items():
        if name in FIELDS[kind]:
            yield from inside(name, CHECKS[name](value)) if name in CHECKS else ()
        elif name.partition(":")[0] not in names or not is_uri(name):
            yield name, _("is no field that may stand here")


def needed(kind: str) -> tuple[str, ...]:
    always = ("eventTime", "eventTimeZoneOffset")
    return always if kind == TRANSFORMATION else (*always, "action")


def wrong_together(event: dict[str, Any], kind: str, now: datetime) -> Wrong:
    """What only shows when the fields are right one by one."""
    if in_utc(event["eventTime"]) > now:
        yield "eventTime", _("has not come yet: an event is told once it has happened")
    declared = event.get("errorDeclaration")
    if declared and in_utc(declared["declarationTime"]) > now:
        yield "errorDeclaration.declarationTime", _("has not come yet: an event is told once it has happened")
    yield from TOGETHER[kind](event)
    if "ilmd" in event and kind == OBJECT and event["action"] != "ADD":
        yield "ilmd", _("belongs to the event that makes the thing, with the action ADD")
    given = event.get("eventID", "")
    if given.startswith("ni:") and given != event_hash(event):
        yield "eventID", _("is a hash, but not the one of this event: it was changed after it was hashed")


def wrong_object(event: dict[str, Any]) -> Wrong:
    is_measured = event.get("sensorElementList") and event.get("readPoint")
    if not (event.get("epcList") or event.get("quantityList") or is_measured):
        yield "epcList", NAMES_NOTHING


def wrong_transaction(event: dict[str, Any]) -> Wrong:
    if not (event.get("epcList") or event.get("quantityList")):
        yield "epcList", NAMES_NOTHING
    if not event.get("bizTransactionList"):
        yield "bizTransactionList", _("is missing")


def wrong_aggregation(event: dict[str, Any]) -> Wrong:
    if not (event.get("childEPCs") or event.get("childQuantityList")) and event["action"] != "DELETE":
        yield "childEPCs", NAMES_NOTHING
    if not event.get("parentID") and event["action"] != "OBSERVE":
        yield "parentID", _("is missing")


def wrong_transformation(event: dict[str, Any]) -> Wrong:
    """Both sides, unless an identifier joins it to the event that tells the other one."""
    sides = [event.get(f"{side}EPCList") or event.get(f"{side}QuantityList") for side in ("input", "output")]
    if not (any(sides) if event.get("transformationID") else all(sides)):
        yield "inputQuantityList", _("what went in and what came out are both expected")


TOGETHER: dict[str, Callable[[dict[str, Any]], Wrong]] = {
    OBJECT: wrong_object,
    TRANSACTION: wrong_transaction,
    AGGREGATION: wrong_aggregation,
    ASSOCIATION: wrong_aggregation,
    TRANSFORMATION: wrong_transformation,
}


def event_of(body: dict[str, Any]) -> Event:
    """Of a body that was checked. Without an identifier of its own the event gets its hash."""
    found = event_hash(body)
    kept = {key: value for key, value in body.items() if key != "recordTime"}
    kept.setdefault("eventID", found)
    step = bare("bizStep", body.get("bizStep", ""))
    at = in_utc(body["eventTime"])
    return Event(kept, found, body["type"], body.get("action", ""), step, at, tuple(items_of(body)))


def items_of(body: Mapping[str, Any]) -> Iterator[Item]:
    for name, role in ROLES.items():
        held = body.get(name, [])
        for one in [held] if isinstance(held, str) else held:
            if isinstance(one, str):
                yield Item(role, one, canonical(one))
            else:
                amount = Decimal(str(one["quantity"])) if "quantity" in one else None
                yield Item(role, one["epcClass"], canonical(one["epcClass"]), amount, one.get("uom", ""))
    for name, key, role in (("sourceList", "source", SOURCE), ("destinationList", "destination", DESTINATION)):
        for uri in dict.fromkeys(one[key] for one in body.get(name, [])):
            yield Item(role, uri, canonical(uri))
