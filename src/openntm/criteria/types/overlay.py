"""What a province's decision adds to a national set."""

from datetime import date

from pydantic import Field

from openntm.criteria.types.law import Act, Dated, Note, Part, Region, SourceRead, Text
from openntm.criteria.types.strict import Key, RawValue, Strict


class OverlayValue(Dated):
    """A value that the province sets for `4.2` or `17.1:a`, by its zones, the set's columns, or `all`."""

    indicator: Key
    act: str
    clause: str | None = None
    verified: bool = False
    read: tuple[str, ...] = ()
    values: dict[str, RawValue]
    note: Note = None


class AddedPart(Strict):
    """A part that the province adds to an open list."""

    indicator: Key
    part: Part


class Overlay(Strict):
    """A province's decision: it fills what the set leaves open, or tightens; its zone is the attribute `zone`."""

    id: str = Field(alias="overlay")
    set: str
    province: str
    region: str | None = None
    title: Text
    starts: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="to")
    example_of: Text | None = None
    acts: dict[str, Act]
    sources: dict[str, SourceRead] = {}
    zones: tuple[Region, ...] = ()
    values: tuple[OverlayValue, ...] = ()
    parts: tuple[AddedPart, ...] = ()
    note: Note = None

    def is_in_force(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)
