"""What a data file of the product may hold: nothing unknown, and words in both languages."""

from pydantic import Field

from openntm.criteria.types.strict import Strict

__all__ = ["Strict", "Words"]


class Words(Strict):
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)
