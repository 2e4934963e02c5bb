"""Writes: the register of directives, targets and published means, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from openntm.office.models import LogEntry
from openntm.places.models import Place
from openntm.steering.models import Directive, PublishedMean, Target

Row = Mapping[str, Any]


@transaction.atomic
def load_directives(rows: Iterable[Row]) -> int:
    """How many entries were new or different."""
    return sum(is_changed(Directive, row, ("number", "issued")) for row in rows)


@transaction.atomic
def load_targets(rows: Iterable[Row]) -> int:
    """A row may name the places that the plan names, under `named_places`."""
    return sum(_load_target(dict(row)) for row in rows)


@transaction.atomic
def load_means(rows: Iterable[Row]) -> int:
    return sum(is_changed(PublishedMean, row, ("key",)) for row in rows)


def _load_target(row: dict[str, Any]) -> bool:
    named: set[Place] = set(row.pop("named_places", ()))
    if is_in_hand(row["key"]):
        return False
    changed = is_changed(Target, row, ("key",))
    target = Target.objects.get(key=row["key"])
    if set(target.named_places.all()) == named:
        return changed
    target.named_places.set(named)
    return True


def is_in_hand(key: str) -> bool:
    """Whether an office has changed or closed the target: its word stands, whatever the facts said at first."""
    return LogEntry.objects.filter(subject_kind=Target._meta.label_lower, subject_key=key).exists()


def is_changed(model: type[models.Model], row: Row, identity: tuple[str, ...]) -> bool:
    """Make the row stand in the table; False when it stood there already."""
    found = model._default_manager.filter(**{name: row[name] for name in identity}).first()
    kept = found or model()
    different = [name for name, value in row.items() if found is None or getattr(found, name) != value]
    if not different:
        return False
    for name in different:
        setattr(kept, name, row[name])
    kept.full_clean()
    kept.save()
    return True
