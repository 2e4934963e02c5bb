"""Events and documents as they leave: bodies made of what happened, and documents made of bodies."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openntm.produce.epcis.vocabulary import CONTEXT, VERSION

Body = dict[str, Any]


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
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": VERSION,
        "creationDate": moment_text(at.astimezone(UTC)),
        "epcisBody": {"eventList": list(events)},
    }


def query_document(events: Iterable[Mapping[str, Any]], at: datetime) -> Body:
    """What a question is answered with."""
    results = {"queryName": "SimpleEventQuery", "resultsBody": {"eventList": list(events)}}
    return {
        **document([], at),
        "type": "EPCISQueryDocument",
        "epcisBody": {"queryResults": results},
    }
