"""Events and documents as they leave: bodies made of what happened, and documents made of bodies."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openntm.produce.epcis.vocabulary import CONTEXT, PREFIXES, VERSION

Body = dict[str, Any]
MASTER = "cbvmda"


def moment_text(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def happening(kind: str, at: datetime, step: str, **fields: Any) -> Body:
    """`at` in the time zone where it happened; empty fields are left out."""
    zone = at.strftime("%z")
    given = {name: value for name, value in fields.items() if value not in ("", None, [], {})}
    when = {"eventTime": moment_text(at), "eventTimeZoneOffset": f"{zone[:3]}:{zone[3:5]}"}
    return {"type": kind, **when, "bizStep": step, **given}


def amount(uri: str, quantity: Decimal | None, unit: str = "KGM") -> Body:
    """A quantity of a class; pieces have no unit."""
    if quantity is None:
        return {"epcClass": uri}
    number = int(quantity) if quantity == quantity.to_integral_value() else float(quantity)
    return {"epcClass": uri, "quantity": number, **({"uom": unit} if unit else {})}


def wrong(body: Mapping[str, Any], at: datetime, reason: str, corrective: Iterable[str] = ()) -> Body:
    """The event once more, saying that it was wrong: its own content and identifier stay (EPCIS 2.0, 7.4.1.4)."""
    said: Body = {"declarationTime": moment_text(at), "reason": reason}
    instead = list(corrective)
    return {**body, "errorDeclaration": {**said, **({"correctiveEventIDs": instead} if instead else {})}}


def document(events: Iterable[Mapping[str, Any]], at: datetime) -> Body:
    """Prefixes are explained once, at the head, where other programs look for them before they hash."""
    held = list(events)
    names = shared_names(held)
    return {
        "@context": [CONTEXT, *([names] if names else [])],
        "type": "EPCISDocument",
        "schemaVersion": VERSION,
        "creationDate": moment_text(at.astimezone(UTC)),
        "epcisBody": {"eventList": [without_names(event, names) for event in held]},
    }


def shared_names(events: Iterable[Mapping[str, Any]]) -> Body:
    """Prefixes that mean the same in all events; not every program loads that of master data from the standard."""
    meanings: dict[str, list[Any]] = {}
    for event in events:
        if any(name.startswith(f"{MASTER}:") for name in event.get("ilmd", ())):
            meanings[MASTER] = [PREFIXES[MASTER]]
        for prefix, meaning in ((key, value) for part in contexts(event) for key, value in named(part).items()):
            meanings.setdefault(prefix, []).append(meaning)
    return {prefix: all_[0] for prefix, all_ in meanings.items() if all(one == all_[0] for one in all_)}


def without_names(event: Mapping[str, Any], names: Mapping[str, Any]) -> Body:
    """With what of its own context the head does not say."""
    parts = [
        {key: value for key, value in part.items() if key not in names} if isinstance(part, Mapping) else part
        for part in contexts(event)
    ]
    left = [part for part in parts if part]
    rest = {key: value for key, value in event.items() if key != "@context"}
    return {"@context": left, **rest} if left else rest


def contexts(held: Mapping[str, Any]) -> list[Any]:
    context = held.get("@context", [])
    return context if isinstance(context, list) else [context]


def named(part: Any) -> Mapping[str, Any]:
    return part if isinstance(part, Mapping) else {}


def query_document(events: Iterable[Mapping[str, Any]], at: datetime) -> Body:
    """What a question is answered with."""
    whole = document(events, at)
    results = {"queryName": "SimpleEventQuery", "resultsBody": whole["epcisBody"]}
    return {
        **whole,
        "type": "EPCISQueryDocument",
        "epcisBody": {"queryResults": results},
    }
