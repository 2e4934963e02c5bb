"""Stored values as people write them: `{% load figures %}`."""

from django import template

from openntm.assessment.spoken import language, written

register = template.Library()
register.filter("written", written)


@register.filter
def spoken(words: dict[str, str]) -> str:
    """A text that is kept in both languages."""
    return words.get(language(), "")


@register.simple_tag
def share(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else "–"
