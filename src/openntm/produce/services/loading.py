"""Writes: published facts about produce, loaded as often as one likes; what an office has changed stays as it is."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.db import models, transaction

from openntm.office.models import LogEntry
from openntm.places.vietnamese import sort_key
from openntm.produce.models import Certificate, CertificateAct, CropStatement, Designation, Producer
from openntm.steering.services.loading import is_changed

Row = Mapping[str, Any]


@transaction.atomic
def load_producers(rows: Iterable[Row]) -> int:
    """How many were new or different."""
    return sum(_load_producer(row) for row in rows)


@transaction.atomic
def load_certificates(rows: Iterable[Row]) -> int:
    """`holder` is the name of a producer of the place."""
    return sum(_load_certificate(dict(row)) for row in rows)


@transaction.atomic
def load_statements(rows: Iterable[Row]) -> int:
    return sum(_load_named(CropStatement, dict(row)) for row in rows)


@transaction.atomic
def load_designations(rows: Iterable[Row]) -> int:
    return sum(_load_named(Designation, dict(row)) for row in rows)


def _load_producer(row: Row) -> bool:
    known = Producer.objects.filter(place=row["place"], name=row["name"]).first()
    if known and is_in_hand(known):
        return False
    return is_changed(Producer, {**row, "sort_key": sort_key(row["name"])}, ("place", "name"))


def _load_certificate(row: dict[str, Any]) -> bool:
    row["holder"] = Producer.objects.get(place=row["place"], name=row["holder"])
    identity = ("holder", "crop", "issued")
    known = Certificate.objects.filter(**{name: row[name] for name in identity}).first()
    if known and is_in_hand(known):
        return False
    changed = is_changed(Certificate, row, identity)
    one = Certificate.objects.get(**{name: row[name] for name in identity})
    if one.acts.exists():
        return changed
    begun = datetime.combine(one.issued, time(), UTC)
    CertificateAct.objects.create(certificate=one, kind=CertificateAct.Kind.GRANTED, day=one.issued, at=begun)
    return True


def _load_named(model: type[CropStatement] | type[Designation], row: dict[str, Any]) -> bool:
    named = set(row.pop("named_places", ()))
    changed = is_changed(model, row, ("key",))
    one = model._default_manager.get(key=row["key"])
    if set(one.named_places.all()) == named:
        return changed
    one.named_places.set(named)
    return True


def is_in_hand(one: models.Model) -> bool:
    """Whether an office has acted on it: its word stands, whatever the facts said at first."""
    return LogEntry.objects.filter(subject_kind=one._meta.label_lower, subject_key=str(one.pk)).exists()
