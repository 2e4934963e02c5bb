"""Procedures as data: a file for each version, `data/procedures/<slug>-<version>.yaml`; new law is a new version."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from openntm.office.data_files import Strict, Words
from openntm.places.vietnamese import fold, sort_key

DATA = Path(__file__).parent / "data"
PORTAL = "https://dichvucong.gov.vn/"  # the national portal; its inner addresses change, so only its first page
FACTS = ("code", "who", "documents", "channels", "time", "fee", "result", "body", "acts")  # each verified by itself


class Channel(Strict):
    """A way to hand in a dossier; its steps stand for procedures that say nothing of their own."""

    title: Words
    steps: tuple[Words, ...] = Field(min_length=1)


class Source(Strict):
    """What facts were compared with: the day whose text it is (or the first such day), and the day it was read;
    `stored` a copy that was read where the publisher's own page could not be opened; `quoted` where only others' words
    about the text were seen, which is no verification."""

    title: Words
    url: str = Field(pattern=r"^https?://\S+$")
    stored: str = Field(default="", pattern=r"^(https://\S+)?$")
    text_of: date
    read: date
    quoted: bool = False


class Reading(Strict):
    """`at`: article or section; `differs`: what this or another source says otherwise."""

    source: str
    at: Words | None = None
    facts: tuple[str, ...] = Field(min_length=1)
    differs: Words | None = None


class Act(Strict):
    """`source` where it was read in its own words, or quoted; `replaced_by` an act of whatever number, as
    `replaced_source` says."""

    number: str
    title: Words
    issued: date
    replaced_by: str = ""
    replaced_on: date | None = None
    replaced_source: str = ""
    source: str = ""

    @model_validator(mode="after")
    def names_known_sources(self) -> "Act":
        if wrong := [one for one in (self.source, self.replaced_source) if one and one not in sources()]:
            raise ValueError(f"not known: source {', '.join(wrong)}")
        return self

    @property
    def verified(self) -> bool:
        return bool(self.source) and not sources()[self.source].quoted


class Basis(Strict):
    number: str
    article: str = ""


class Procedure(Strict):
    """One version, in force from its first day until the day before the next."""

    slug: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    version: int = Field(ge=1)
    valid_from: date
    valid_to: date | None = None
    code: str = Field(default="", pattern=r"^(\d\.\d{6})?$")  # of the national portal, empty where not known
    field: str
    events: tuple[str, ...] = Field(min_length=1)
    title: Words
    plain: Words
    who: Words
    documents: tuple[Words, ...] = Field(min_length=1)
    channels: tuple[str, ...] = Field(min_length=1)
    steps: Mapping[str, tuple[Words, ...]] = {}
    time: Words
    fee: Words
    result: Words
    body: Words
    acts: tuple[Basis, ...] = Field(min_length=1)
    related: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def names_what_is_known(self) -> "Procedure":
        known = {
            "field": ([self.field], titles("fields")),
            "event": (self.events, titles("events")),
            "channel": ((*self.channels, *self.steps), channels()),
            "act": ([one.number for one in self.acts], acts()),
            "fact": ([name for one in self.readings for name in one.facts], FACTS),
            "source": ([one.source for one in self.readings], sources()),
        }
        wrong = [f"{kind} {one}" for kind, (given, there) in known.items() for one in given if one not in there]
        if wrong:
            raise ValueError(f"not known: {', '.join(wrong)}")
        return self

    @property
    def verified(self) -> tuple[str, ...]:
        """The facts that somebody read in a text, and not only in what others quote of it."""
        read = {name for one in self.readings if not sources()[one.source].quoted for name in one.facts}
        return tuple(name for name in FACTS if name in read)

    def read_in(self, fact: str) -> tuple[int, ...]:
        """The readings that bear the fact, counted from one as pages number them."""
        return tuple(number for number, one in enumerate(self.readings, start=1) if fact in one.facts)

    @cached_property
    def search_key(self) -> str:
        words = [self.title, self.plain, titles("fields")[self.field], *(titles("events")[one] for one in self.events)]
        said = [self.code, *(text for one in words for text in (one.vi, one.en)), *people_say().get(self.slug, ())]
        return fold(" ".join(said))

    @cached_property
    def sort_key(self) -> str:
        return sort_key(self.title.vi)

    @property
    def ways(self) -> list[tuple[str, Words, tuple[Words, ...]]]:
        """Each channel with its name and its steps, in the order in which the procedure names them."""
        return [(key, channels()[key].title, self.steps.get(key) or channels()[key].steps) for key in self.channels]


def content(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@cache
def titles(group: str) -> Mapping[str, Words]:
    """`fields`, `events` or `skills`, in the order of lists."""
    return {key: Words.model_validate(words) for key, words in content("fields.yaml")[group].items()}


@cache
def people_say() -> Mapping[str, list[str]]:
    """By slug what people call a procedure, for finding alone."""
    read: dict[str, list[str]] = content("words.yaml")
    return read


@cache
def channels() -> Mapping[str, Channel]:
    return {key: Channel.model_validate(given) for key, given in content("channels.yaml").items()}


@cache
def sources() -> Mapping[str, Source]:
    return {key: Source.model_validate(given) for key, given in content("sources.yaml").items()}


@cache
def acts() -> Mapping[str, Act]:
    return {one.number: one for one in map(Act.model_validate, content("acts.yaml"))}


@cache
def versions() -> Mapping[str, tuple[Procedure, ...]]:
    """By slug, the oldest first."""
    found: dict[str, list[Procedure]] = {}
    for path in sorted((DATA / "procedures").glob("*.yaml")):
        one = Procedure.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        if path.stem != f"{one.slug}-{one.version}":
            raise ValueError(f"{path.name} holds {one.slug} {one.version}")
        found.setdefault(one.slug, []).append(one)
    return {slug: tuple(sorted(those, key=lambda one: one.valid_from)) for slug, those in found.items()}


def procedure_on(slug: str, on: date) -> Procedure | None:
    """The version that applied on the day."""
    begun = [one for one in versions().get(slug, ()) if one.valid_from <= on]
    return begun[-1] if begun and (begun[-1].valid_to is None or on < begun[-1].valid_to) else None


def procedures_on(on: date) -> list[Procedure]:
    """In the order of the fields, then by name."""
    order = list(titles("fields"))
    found = [one for slug in versions() if (one := procedure_on(slug, on))]
    return sorted(found, key=lambda one: (order.index(one.field), one.sort_key))
