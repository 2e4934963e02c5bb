"""The hash that identifies an event by its content (CBV 2.0, section 8.9): the same event gives it everywhere.

Published programs disagree on lists of papers and parties: here they stand in the order of the standard's table, the
type before its value, whatever the order of keys in the file.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from openntm.produce.epcis.identifiers import UnknownScheme, canonical
from openntm.produce.epcis.vocabulary import BARE, PREFIXES

Names = Mapping[str, str]
LISTED = {
    "epcList": "epc",
    "inputEPCList": "epc",
    "childEPCs": "epc",
    "outputEPCList": "epc",
    **dict.fromkeys(
        ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), "quantityElement"
    ),
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
    "sensorElementList": "sensorElement",
}
ORDER = (
    *("eventTime", "eventTimeZoneOffset", "certificationInfo", "epcList", "parentID", "inputEPCList", "childEPCs"),
    *("quantityList", "childQuantityList", "inputQuantityList", "outputEPCList", "outputQuantityList", "action"),
    *("transformationID", "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation"),
    *("bizTransactionList", "sourceList", "destinationList", "sensorElementList", "ilmd"),
)
INSIDE = {
    "quantityElement": ("epcClass", "quantity", "uom"),
    "persistentDisposition": ("set", "unset"),
    "readPoint": ("id",),
    "bizLocation": ("id",),
    "bizTransaction": ("type", "bizTransaction"),
    "source": ("type", "source"),
    "destination": ("type", "destination"),
    "sensorElement": ("sensorMetadata", "sensorReport"),
    "sensorMetadata": (
        *("time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"),
    ),
    "sensorReport": (
        *("type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time"),
        *("microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue", "hexBinaryValue"),
        *("uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom"),
        "coordinateReferenceSystem",
    ),
}
LEFT_OUT = frozenset({"@context", "type", "recordTime", "eventID", "errorDeclaration"})
TIMES = frozenset({"eventTime", "time", "startTime", "endTime"})
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")  # a greater exponent would fill the memory


def event_hash(event: Mapping[str, Any]) -> str:
    return f"ni:///sha-256;{sha256(prehash(event).encode()).hexdigest()}?ver=CBV2.0"


def prehash(event: Mapping[str, Any]) -> str:
    """The event written as one line, in the standard's order; its own `@context` explains its prefixes."""
    names = names_of(event.get("@context"))
    known = "".join(written(key, event[key], names) for key in ORDER if key in event)
    others = {key: value for key, value in event.items() if key not in ORDER and key not in LEFT_OUT}
    return f"eventType={event['type']}{known}{extensions(others, names)}"


def names_of(context: Any) -> dict[str, str]:
    """Prefix → what it stands for."""
    parts = context if isinstance(context, list) else [context]
    own = {key: value for part in parts if isinstance(part, Mapping) for key, value in part.items()}
    return PREFIXES | {key: value for key, value in own.items() if isinstance(value, str)}


def written(key: str, value: Any, names: Names) -> str:
    """Nothing for what is empty."""
    if key in LISTED:
        rows = sorted(text for one in value if (text := written_one(LISTED[key], one, names)))
        return key + "".join(rows) if rows else ""
    if key == "ilmd":
        inner = extensions(value, names)
        return f"ilmd{inner}" if inner else ""
    if isinstance(value, list):
        return "".join(sorted(written_one(key, one, names) for one in value))
    return written_one(key, value, names)


def written_one(key: str, value: Any, names: Names) -> str:
    if not isinstance(value, Mapping):
        text = plain(key, value, names)
        return f"{key}={text}" if text else ""
    order = INSIDE.get(key, ())
    inner = "".join(written(one, typed(key, one, value), names) for one in order if one in value)
    others = {one: held for one, held in value.items() if one not in order}
    inner += extensions(others, names)
    return key + inner if inner and key not in {"bizTransaction", "source", "destination"} else inner


def typed(parent: str, key: str, held: Mapping[str, Any]) -> Any:
    """A type is a bare word of the vocabulary that its parent uses."""
    value = held[key]
    return BARE[parent] + value if key == "type" and parent in BARE and is_bare(value) else value


def is_bare(value: Any) -> bool:
    return isinstance(value, str) and ":" not in value


def extensions(held: Mapping[str, Any], names: Names) -> str:
    return "".join(sorted(_extensions(held, names)))


def _extensions(held: Mapping[str, Any], names: Names) -> Iterator[str]:
    for key, value in held.items():
        name = full_key(key, names)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                yield name + extensions(one, names)
            elif text := plain(key, one, names):
                yield f"{name}={text}"


def full_key(key: str, names: Names) -> str:
    prefix, _, local = key.partition(":")
    return f"{{{names[prefix]}}}{local}" if local and prefix in names else key


def plain(key: str, value: Any, names: Names) -> str:
    """A value as it is compared: moments in UTC to the millisecond, numbers without idle zeros, full names."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).strip()
    if key in TIMES:
        return moment(text)
    if NUMBER.fullmatch(text):
        return number(text)
    if key in BARE and is_bare(text):
        return BARE[key] + text
    prefix, _, local = text.partition(":")
    if local and prefix in names and not local.startswith("//"):
        return names[prefix] + local
    return identifier(text)


def identifier(text: str) -> str:
    try:
        return canonical(text)
    except UnknownScheme:
        return text


def moment(text: str) -> str:
    """Text that is no moment stays as it is; the strict reading refuses it."""
    try:
        at = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return text
    rounded = at.replace(microsecond=0) + timedelta(microseconds=round(at.microsecond, -3))
    return rounded.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def number(text: str) -> str:
    exact = format(Decimal(text), "f")
    return exact.rstrip("0").rstrip(".") if "." in exact else exact
