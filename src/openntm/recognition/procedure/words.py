"""What every item of a procedure has: words in two languages, days, a source and what was not seen in it."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from openntm.criteria.types.strict import Strict


class Words(Strict):
    """The product's own wording, in both languages."""

    vi: str
    en: str


class Dated(Strict):
    """From a day until the day before another."""

    starts: date | None = Field(default=None, alias="from_day")
    ends: date | None = Field(default=None, alias="to_day")

    def stands_on(self, on: date) -> bool:
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)


class Named(Words, Dated):
    """What somebody was called between two days."""


class Sourced(Strict):
    """`source` names pages of the file; whatever is not wholly verified says what was not seen."""

    verified: bool | Literal["partly"]
    source: tuple[str, ...] = ()
    not_seen: Words | None = None

    @model_validator(mode="after")
    def says_what_was_not_seen(self) -> Self:
        if self.verified is not True and self.not_seen is None:
            raise ValueError("say under not_seen what was not verified")
        if self.verified is not False and not self.source:
            raise ValueError("name the source in which it was seen")
        return self

    @property
    def is_verified(self) -> bool:
        return self.verified is True
