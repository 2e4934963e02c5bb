"""How pages number stamps, and look a word up by its key: `{% load stamps %}`."""

from collections.abc import Mapping
from typing import Any

from django import template

from openntm.office.wording import number_text

register = template.Library()


@register.filter
def stamp(index: int) -> str:
    """As people count: from 1."""
    return number_text(index + 1)


@register.filter
def of(words: Mapping[str, Any], key: str) -> Any:
    return words.get(key)
