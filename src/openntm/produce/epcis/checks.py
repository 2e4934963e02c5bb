"""What each field of an event may hold: every check yields (where, why) for all that is wrong with a value."""

import math
import re
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from openntm.produce.epcis.identifiers import UnknownScheme, canonical, is_uri, looks_like_link
from openntm.produce.epcis.vocabulary import (
    ACTIONS,
    AXES,
    BARE,
    DISPOSITIONS,
    ERRORS,
    MEASURES,
    PAPERS,
    PARTIES,
    PREFIXES,
    SENSED,
    STEPS,
)
from openntm.produce.gs1 import LinkRefused, parse

Wrong = Iterator[tuple[str, Any]]
Check = Callable[[Any], Wrong]
OFFSET = re.compile(r"[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")
WEB_VOCABULARY = (PREFIXES["gs1"], "https://www.gs1.org/voc/", "http://www.gs1.org/voc/", "http://gs1.org/voc/")
UNIT = re.compile(r"[A-Z0-9]{2,3}")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # neither stored nor hashed anywhere
LONGEST = 300  # signs of an identifier
DEEPEST = 40  # levels of a document


def identifier(value: Any) -> Wrong:
    if not isinstance(value, str) or not is_uri(value) or len(value) > LONGEST:
        yield "", _("an identifier is a URI, without spaces and at most 300 signs long")
    elif looks_like_link(value):
        try:
            parse(value)
        except LinkRefused as refused:
            yield "", str(refused)
    else:
        try:
            canonical(value)
        except UnknownScheme:
            yield "", _("this kind of EPC name cannot be read; write it as a GS1 Digital Link")


def identifiers(value: Any) -> Wrong:
    if not isinstance(value, list):
        yield "", _("a list is expected")
        return
    for spot, one in enumerate(value):
        yield from inside(f"[{spot}]", identifier(one))
    if len({str(one) for one in value}) < len(value):
        yield "", _("an identifier stands twice")


def inside(where: str, found: Wrong) -> Wrong:
    for field, why in found:
        yield f"{where}.{field}" if field and not field.startswith("[") else where + field, why


def moment(value: Any) -> Wrong:
    try:
        is_right = isinstance(value, str) and MOMENT.fullmatch(value) and in_utc(value)
    except (ValueError, OverflowError):  # the first and the last day of the calendar have no UTC
        is_right = False
    if not is_right:
        yield "", _("a moment is written as 2026-07-30T08:00:00+07:00, with its time zone")


def in_utc(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def offset(value: Any) -> Wrong:
    if not isinstance(value, str) or not OFFSET.fullmatch(value):
        yield "", _("a time zone is written as +07:00")


def one_of(allowed: Collection[str]) -> Check:
    def check(value: Any) -> Wrong:
        if value not in allowed:
            yield "", _("one of these is expected: %(allowed)s") % {"allowed": ", ".join(allowed)}

    return check


def word(kind: str, allowed: Collection[str]) -> Check:
    """A bare word of the vocabulary, its full name, or a URI of one's own."""

    def check(value: Any) -> Wrong:
        text = value.removeprefix(BARE[kind]) if isinstance(value, str) else ""
        own = is_uri(text) and not text.startswith(("urn:epcglobal:cbv:", "https://ns.gs1.org/cbv/", BARE[kind]))
        if text not in allowed and not own:
            yield "", _("“%(word)s” is no word of the core business vocabulary") % {"word": str(value)[:60]}

    return check


def record(required: Collection[str], fields: dict[str, Check], *, extended: bool = False) -> Check:
    """An object with these fields; `extended` allows others with a prefix."""

    def check(value: Any) -> Wrong:
        if not isinstance(value, dict):
            yield "", _("an object is expected")
            return
        for name in required:
            if name not in value:
                yield name, _("is missing")
        for name, held in value.items():
            if name in fields:
                yield from inside(name, fields[name](held))
            elif not (extended and is_uri(name)):
                yield name, _("is no field that may stand here")

    return check


def many(check: Check) -> Check:
    def each(value: Any) -> Wrong:
        if not isinstance(value, list):
            yield "", _("a list is expected")
            return
        for spot, one in enumerate(value):
            yield from inside(f"[{spot}]", check(one))

    return each


def filled(check: Check) -> Check:
    def some(value: Any) -> Wrong:
        if value == []:
            yield "", _("at least one is expected")
        yield from check(value)

    return some


def quantity(value: Any) -> Wrong:
    if list(number(value)) or not 0 <= value < 10**11 - 1:
        yield "", _("a quantity is a number of zero or more")


def number(value: Any) -> Wrong:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield "", _("a number is expected")


def text(value: Any) -> Wrong:
    if not isinstance(value, str):
        yield "", _("a text is expected")


def flag(value: Any) -> Wrong:
    if not isinstance(value, bool):
        yield "", _("true or false is expected")


def hexadecimal(value: Any) -> Wrong:
    if not isinstance(value, str) or not HEXADECIMAL.fullmatch(value):
        yield "", _("a value in hexadecimal digits is expected")


def measure(allowed: Collection[str]) -> Check:
    """A bare word of GS1's web vocabulary, or a URI of one's own: the schema refuses the full names."""

    def check(value: Any) -> Wrong:
        own = isinstance(value, str) and is_uri(value) and not value.startswith(WEB_VOCABULARY)
        if not own and (not isinstance(value, str) or value not in allowed):
            yield "", _("“%(word)s” is no word of the core business vocabulary") % {"word": str(value)[:60]}

    return check


def unit(value: Any) -> Wrong:
    if not isinstance(value, str) or not UNIT.fullmatch(value):
        yield "", _("a unit is a code of two or three signs, as KGM for kilograms")


def certification(value: Any) -> Wrong:
    yield from identifiers(value) if isinstance(value, list) else identifier(value)


def context(value: Any) -> Wrong:
    """Names of contexts and prefixes of one's own; what the standard's prefixes stand for is fixed."""
    for spot, part in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(part, dict):
            for name in part.keys() & PREFIXES.keys():
                if part[name] != PREFIXES[name]:
                    yield f"[{spot}].{name}", _("this prefix has its meaning from the standard")
        elif not (isinstance(part, str) and is_uri(part)):
            yield f"[{spot}]", _("a context is an address, or an object with prefixes")


def unwritable(value: Any, depth: int = 0) -> Wrong:
    """What no store keeps and no program reads: signs that are none, numbers without end, depths without bottom."""
    if depth > DEEPEST:
        yield "", _("at most %(deepest)s levels are read") % {"deepest": DEEPEST}
    elif isinstance(value, str) and UNWRITABLE.search(value):
        yield "", _("holds a sign that cannot be written")
    elif isinstance(value, float) and not math.isfinite(value):
        yield "", _("a number is expected")
    elif isinstance(value, list):
        for spot, one in enumerate(value):
            yield from inside(f"[{spot}]", unwritable(one, depth + 1))
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from unwritable(name)
            yield from inside(name, unwritable(one, depth + 1))


def own_words(value: Any) -> Wrong:
    if not isinstance(value, dict):
        yield "", _("an object is expected")
    elif not all(map(is_uri, value)):
        yield "", _("fields of one's own carry a prefix")


place = record(["id"], {"id": identifier}, extended=True)
quantities = many(record(["epcClass"], {"epcClass": identifier, "quantity": quantity, "uom": unit}))
standing = word("disposition", DISPOSITIONS)
sensed = dict.fromkeys(("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"), identifier) | {"time": moment}
report = record(
    ["type"],
    sensed
    | dict.fromkeys(("microorganism", "chemicalSubstance", "coordinateReferenceSystem", "uriValue"), identifier)
    | dict.fromkeys(("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"), number)
    | {"type": measure(MEASURES), "exception": measure(SENSED), "component": word("component", AXES)}
    | {"stringValue": text, "booleanValue": flag, "hexBinaryValue": hexadecimal, "uom": text},
    extended=True,
)
metadata = record([], sensed | {"startTime": moment, "endTime": moment, "bizRules": identifier}, extended=True)


def persistent(value: Any) -> Wrong:
    yield from record([], dict.fromkeys(("set", "unset"), filled(many(standing))))(value)
    if value == {}:
        yield "", _("at least one is expected")


CHECKS: dict[str, Check] = {
    "eventTime": moment,
    "recordTime": moment,
    "eventTimeZoneOffset": offset,
    "eventID": identifier,
    "action": one_of(ACTIONS),
    **dict.fromkeys(("epcList", "childEPCs", "inputEPCList", "outputEPCList"), identifiers),
    **dict.fromkeys(("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"), quantities),
    "parentID": identifier,
    "transformationID": identifier,
    "bizStep": word("bizStep", STEPS),
    "disposition": standing,
    "@context": context,
    "persistentDisposition": persistent,
    "readPoint": place,
    "bizLocation": place,
    "bizTransactionList": many(
        record(["bizTransaction"], {"type": word("bizTransaction", PAPERS), "bizTransaction": identifier})
    ),
    "sourceList": many(record(["type", "source"], {"type": word("source", PARTIES), "source": identifier})),
    "destinationList": many(
        record(["type", "destination"], {"type": word("destination", PARTIES), "destination": identifier})
    ),
    "sensorElementList": many(
        record(["sensorReport"], {"sensorMetadata": metadata, "sensorReport": filled(many(report))}, extended=True)
    ),
    "ilmd": own_words,
    "certificationInfo": certification,
    "errorDeclaration": record(
        ["declarationTime"],
        {"declarationTime": moment, "reason": word("error", ERRORS), "correctiveEventIDs": identifiers},
        extended=True,
    ),
}
