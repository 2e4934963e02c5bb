"""Loading the product's record of places; a second run changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from openntm.places.consistency import problems
from openntm.places.models import Act, Attribute, Centre, Change, Lineage, Place, PlaceVersion
from openntm.places.record import FOLDER, ChangeEntry, Record, RecordRefused, Sourced, VersionEntry, read_record


@dataclass
class Loaded:
    """How many rows were new, changed or as before; `left_alone` are places changed since by somebody."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    left_alone: set[str] = field(default_factory=set)
    read: dict[type[models.Model], dict[tuple[Any, ...], Any]] = field(default_factory=dict, repr=False)

    @property
    def is_quiet(self) -> bool:
        return not (self.created or self.changed or self.removed)

    def put(self, model: type[models.Model], key: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
        """The row of `key` with these values, written only where something differs."""
        rows = self._rows(model, tuple(key))
        row = rows.get(tuple(key.values()))
        if row is None:
            self.created += 1
            row = rows[tuple(key.values())] = model._default_manager.create(**key, **values)
        elif all(_held(row, name) == _identity(value) for name, value in values.items()):
            self.unchanged += 1
        else:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            self.changed += 1
        return row

    def place(self, key: str) -> Place:
        place: Place | None = self._rows(Place, ("key",)).get((key,))
        if place is None:
            raise RecordRefused(f"unknown place {key!r}")
        return place

    def _rows(self, model: type[models.Model], names: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
        """All rows of a table by their key, read once a load: the record is small beside a query for each row."""
        if model not in self.read:
            related = [name for name in names if model._meta.get_field(name).is_relation]
            rows = model._default_manager.select_related(*related) if related else model._default_manager.all()
            self.read[model] = {tuple(getattr(row, name) for name in names): row for row in rows}
        return self.read[model]


def _held(row: Any, name: str) -> Any:
    field = row._meta.get_field(name)
    return getattr(row, field.attname)


def _identity(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


@transaction.atomic
def load_places(folder: Path = FOLDER) -> Loaded:
    """Everything or nothing: the record is refused when the units do not add up to one history."""
    record, loaded = read_record(folder), Loaded()
    acts = {number: _put_act(number, record, loaded) for number in record.acts}
    for key in record.places:
        loaded.put(Place, {"key": key}, {})
    held = _changed_here()
    for key, entries in record.places.items():
        _put_versions(loaded.place(key), entries, record, acts, loaded, held)
    for key, change in record.changes.items():
        _put_change(key, change, record, acts, loaded)
    _put_knowledge(record, loaded)
    if wrong := problems():
        raise RecordRefused("; ".join(wrong[:5]))
    return loaded


def _changed_here() -> set[int]:
    """Places that somebody changed after they were loaded: the record no longer speaks for them."""
    return set(Lineage.objects.filter(change__loaded=False).values_list("predecessor", flat=True))


def _put_act(number: str, record: Record, loaded: Loaded) -> Act:
    entry = record.acts[number]
    titles = {"title_vi": entry.title.vi, "title_en": entry.title.en}
    days = {"issued": entry.issued, "effective": entry.effective}
    act: Act = loaded.put(Act, {"number": number}, titles | days | _marks(entry, record))
    return act


def _put_versions(
    place: Place,
    entries: list[VersionEntry],
    record: Record,
    acts: dict[str, Act],
    loaded: Loaded,
    held: set[int],
) -> None:
    if place.pk in held:
        loaded.left_alone.add(place.key)
        return
    gone = place.versions.exclude(valid_from__in=[entry.begins for entry in entries])
    loaded.removed += gone.delete()[0]
    for entry in entries:
        values = {name: getattr(entry, name) for name in ("code", "name", "kind")}
        values |= {
            "valid_to": entry.ends,
            "act": _known(acts, entry.act),
            "parent": loaded.place(entry.parent) if entry.parent else None,
        }
        loaded.put(PlaceVersion, {"place": place, "valid_from": entry.begins}, values | _marks(entry, record))


def _put_change(key: str, entry: ChangeEntry, record: Record, acts: dict[str, Act], loaded: Loaded) -> None:
    values = {"kind": entry.kind, "day": entry.day, "act": _known(acts, entry.act), "loaded": True}
    change = loaded.put(Change, {"key": key}, values)
    kept = [_put_line(change, line, record, loaded).pk for line in entry.lines]
    loaded.removed += change.lines.exclude(pk__in=kept).delete()[0]


def _put_line(change: Change, line: Any, record: Record, loaded: Loaded) -> Lineage:
    ends = {
        "predecessor": loaded.place(line.predecessor),
        "successor": loaded.place(line.successor) if line.successor else None,
    }
    values = {"part": line.part, "rival": line.rival} | _marks(line, record)
    row: Lineage = loaded.put(Lineage, {"change": change} | ends, values)
    return row


def _put_knowledge(record: Record, loaded: Loaded) -> None:
    for key, centre in record.centres.items():
        values = {"lat": centre.lat, "lon": centre.lon, "source": record.cited(centre)}
        loaded.put(Centre, {"place": loaded.place(key)}, values)
    for key, entries in record.attributes.items():
        for entry in entries:
            values = {"value": entry.value, "valid_to": entry.ends, "illustrative": entry.illustrative}
            named = {"place": loaded.place(key), "name": entry.name, "valid_from": entry.begins}
            loaded.put(Attribute, named, values | _marks(entry, record))


def _marks(entry: Sourced, record: Record) -> dict[str, Any]:
    words = record.words(entry)
    notes = {"note_vi": words.vi if words else "", "note_en": words.en if words else ""}
    return {"verified": entry.verified, "source": record.cited(entry)} | notes


def _known(acts: dict[str, Act], number: str | None) -> Act | None:
    if number is not None and number not in acts:
        raise RecordRefused(f"unknown act {number!r}")
    return acts[number] if number else None
