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
    """Prefixes are explained once, at the head, where other programs look for them."""
    held = list(events)
    names = names_of(held)
    if names is not None:
        held = [{key: value for key, value in event.items() if key != "@context"} for event in held]
    return {
        "@context": [CONTEXT, *([names] if names else [])],
        "type": "EPCISDocument",
        "schemaVersion": VERSION,
        "creationDate": moment_text(at.astimezone(UTC)),
        "epcisBody": {"eventList": held},
    }


def names_of(events: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """None where two events mean different things by one prefix: then each keeps its own.

    That of master data stands in the standard's context too, which not every program loads before it hashes."""
    names: dict[str, Any] = {}
    for event in events:
        own = event.get("@context", [])
        parts = [part for part in (own if isinstance(own, list) else [own]) if isinstance(part, Mapping)]
        parts += (
            [{MASTER: PREFIXES[MASTER]}] if any(key.startswith(f"{MASTER}:") for key in event.get("ilmd", ())) else []
        )
        for prefix, meaning in ((key, value) for part in parts for key, value in part.items()):
            if names.setdefault(prefix, meaning) != meaning:
                return None
    return names


def query_document(events: Iterable[Mapping[str, Any]], at: datetime) -> Body:
    """What a question is answered with."""
    whole = document(events, at)
    results = {"queryName": "SimpleEventQuery", "resultsBody": whole["epcisBody"]}
    return {
        **whole,
        "type": "EPCISQueryDocument",
        "epcisBody": {"queryResults": results},
    }
