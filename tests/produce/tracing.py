"""What the tests of events share: moments, documents, and GS1's schema."""

import json
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import jsonschema_rs

from openntm.produce.epcis import writing
from openntm.produce.naming import uri_of_lot

VIETNAM = timezone(timedelta(hours=7))
GTIN, GLN = "8934567890120", "8934567890120"
SCHEMA = Path(__file__).parent / "gs1_schema" / "EPCISDocument.schema.json"


def at(day=10, hour=8, minute=0, month=8):
    return datetime(2025, month, day, hour, minute, tzinfo=VIETNAM)


def document(*events):
    return writing.document(events, datetime(2025, 9, 1, tzinfo=UTC))


def shipped(lot, day=10, quantity=40, to="https://id.gs1.org/417/8934567890120", **more):
    return writing.happening(
        "ObjectEvent",
        at(day),
        "shipping",
        action="OBSERVE",
        disposition="in_transit",
        quantityList=[{"epcClass": uri_of_lot(lot), "quantity": quantity, "uom": "KGM"}],
        destinationList=[{"type": "owning_party", "destination": to}],
        **more,
    )


def made(outputs, inputs, day=10, hour=8, **more):
    return writing.happening(
        "TransformationEvent",
        at(day, hour),
        "packing",
        inputQuantityList=[{"epcClass": uri_of_lot(one)} for one in inputs],
        outputQuantityList=[{"epcClass": uri_of_lot(one)} for one in outputs],
        **more,
    )


@cache
def schema():
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()), validate_formats=True)


def faults(document):
    return [
        f"{list(one.instance_path)}: {one.message}" for one in schema().iter_errors(json.loads(json.dumps(document)))
    ]
