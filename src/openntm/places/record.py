"""The product's own record of places: the YAML files of `places/data`, read strictly."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from openntm.places.models import ChangeKind, Kind, Part

FOLDER = Path(__file__).parent / "data"
Text = Annotated[str, Field(strict=True, min_length=1)]


class RecordRefused(ValueError):
    """A file of the record is not as it must be; the message names file and field."""


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Words(Entry):
    vi: Text
    en: Text


class SourceEntry(Entry):
    title: Text
    url: str = ""

    def __str__(self) -> str:
        return f"{self.title} — {self.url}" if self.url else self.title


class Sourced(Entry):
    source: list[Text] = []
    note: str | None = None
    verified: bool = False


class ActEntry(Sourced):
    issued: date | None = None
    effective: date | None = None
    title: Words


class VersionEntry(Sourced):
    code: Text
    name: Text
    kind: Kind
    parent: Text | None = None
    begins: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="to")
    act: Text | None = None


class LineEntry(Sourced):
    predecessor: Text = Field(alias="from")
    successor: Text | None = Field(default=None, alias="to")
    part: Part = Part.WHOLE
    rival: bool = False


class ChangeEntry(Entry):
    kind: ChangeKind
    day: date
    act: Text | None = None
    lines: list[LineEntry]


class CentreEntry(Sourced):
    lat: Annotated[Decimal, Field(ge=-90, le=90)]
    lon: Annotated[Decimal, Field(ge=-180, le=180)]


class AttributeEntry(Sourced):
    name: Text
    value: Text
    begins: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="to")
    illustrative: bool = False


class Record(Entry):
    sources: dict[str, SourceEntry] = {}
    notes: dict[str, Words] = {}
    acts: dict[str, ActEntry] = {}
    places: dict[str, list[VersionEntry]] = {}
    changes: dict[str, ChangeEntry] = {}
    centres: dict[str, CentreEntry] = {}
    attributes: dict[str, list[AttributeEntry]] = {}

    def cited(self, entry: Sourced) -> str:
        return "\n".join(str(self.sources[key]) for key in entry.source)

    def words(self, entry: Sourced) -> Words | None:
        return self.notes[entry.note] if entry.note else None


_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FASTEST):
    """Refuses a key that stands twice: the second would silently win."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise RecordRefused(f"line {node.start_mark.line + 1}: {twice!r} stands twice")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_record(folder: Path = FOLDER) -> Record:
    """All files of the folder as one record."""
    sections: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for section, entries in _content(path).items():
            known = sections.setdefault(section, {})
            if again := known.keys() & entries.keys():
                raise RecordRefused(f"{path.name}: {section}: {sorted(again)[0]!r} stands in another file too")
            known |= entries
    return _checked(sections)


def _content(path: Path) -> dict[str, dict[str, Any]]:
    try:
        content = _Loader(path.read_text("utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, RecordRefused) as refused:
        raise RecordRefused(f"{path.name}: {refused}") from None
    if not isinstance(content, dict) or not all(isinstance(one, dict) for one in content.values()):
        raise RecordRefused(f"{path.name}: sections with entries are expected")
    return content


def _checked(sections: dict[str, dict[str, Any]]) -> Record:
    try:
        record = Record.model_validate(sections)
    except ValidationError as refused:
        first = refused.errors()[0]
        raise RecordRefused(f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}") from None
    for entry in _entries(record):
        _refuse_unknown(entry, record)
    return record


def _entries(record: Record) -> Iterator[Sourced]:
    yield from record.acts.values()
    yield from record.centres.values()
    yield from chain.from_iterable(record.places.values())
    yield from chain.from_iterable(record.attributes.values())
    yield from chain.from_iterable(change.lines for change in record.changes.values())


def _refuse_unknown(entry: Sourced, record: Record) -> None:
    unknown = [key for key in entry.source if key not in record.sources]
    if entry.note and entry.note not in record.notes:
        unknown.append(entry.note)
    if unknown or not entry.source:
        raise RecordRefused(f"{entry!r}: {'unknown ' + unknown[0] if unknown else 'no source'}")
