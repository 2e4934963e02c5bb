"""Writes: the register of directives, targets and published means, loaded as often as one likes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from openntm.office.models import LogEntry
from openntm.places.models import Place
from openntm.steering.models import Directive, DirectiveRelation, PublishedMean, Registration, Target

Row = Mapping[str, Any]
DOCUMENT = ("number", "issued", "issuer_vi")  # two issuers may give one number on the same day


@transaction.atomic
def load_directives(rows: Iterable[Row]) -> int:
    """How many entries were new or different; a row may say what it does to others, under `relations`."""
    wanted = [dict(row) for row in rows]
    relations = [(row, row.pop("relations", ())) for row in wanted]
    changed = sum(is_changed(Directive, row, DOCUMENT) for row in wanted)
    return changed + sum(_load_relation(row, relation) for row, group in relations for relation in group)


def _load_relation(row: Row, relation: Row) -> bool:
    """The other document is found by its number and day; they must stand in the register."""
    one = Directive.objects.get(**{name: row[name] for name in DOCUMENT})
    other = Directive.objects.get(number=relation["number"], issued=relation["issued"], place=None)
    kept = {"from_day": relation.get("from_day"), "verified": relation["verified"]}
    line = {"directive": one, "kind": relation["kind"], "other": other, **kept}
    return is_changed(DirectiveRelation, line, ("directive", "kind", "other"))


@transaction.atomic
def load_targets(rows: Iterable[Row]) -> int:
    """A row may name the places that the plan names, under `named_places`."""
    return sum(_load_target(dict(row)) for row in rows)


@transaction.atomic
def load_means(rows: Iterable[Row]) -> int:
    return sum(is_changed(PublishedMean, row, ("key",)) for row in rows)


@transaction.atomic
def load_registrations(rows: Iterable[Row]) -> int:
    """One that was withdrawn since stays withdrawn."""
    return sum(
        is_changed(Registration, {"holder": "", **row}, ("place", "holder", "title", "year", "registered_on"))
        for row in rows
    )


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
