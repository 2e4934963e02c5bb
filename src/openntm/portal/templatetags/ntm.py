"""How pages say figures, verdicts, days and texts in two languages: `{% load ntm %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openntm.office import wording

register = template.Library()

register.filter("figure", wording.figure_text)
register.filter("number", wording.number_text)
register.filter("lang", wording.in_language)
register.filter("numbered", wording.numbered)
register.filter("unit", wording.unit_text)
register.filter("verdict_word", wording.verdict_text)


@register.filter
def day(value: date | datetime | str | None) -> SafeString:
    """31/12/2023, with the day for machines beside it."""
    if not value:
        return SafeString("")
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), on.strftime("%d/%m/%Y"))


@register.filter
def verdict_sign(value: str) -> str:
    return wording.SIGNS.get(str(value), "?")


@register.filter
def title_word(key: str) -> str:
    return str(wording.TITLES.get(key, key))


@register.filter
def layer_word(key: str) -> str:
    return str(wording.LAYERS.get(key, key))


@register.simple_tag
def verdict(finding: Any) -> SafeString:
    """Sign and word of a finding, a criterion or a bare verdict, with the reason of an unknown one."""
    key = str(getattr(finding, "verdict", finding))
    sign = format_html('<span aria-hidden="true">{}</span> {}', verdict_sign(key), wording.verdict_text(finding))
    return format_html('<span class="verdict {}">{}</span>', key, sign)


@register.simple_tag
def unverified(verified: bool) -> SafeString:
    """The mark that a threshold or a fact was not read in its legal source."""
    return SafeString("") if verified else format_html('<span class="unverified">{}</span>', gettext("unverified"))


@register.simple_tag
def illustrative_mark(is_illustrative: bool) -> SafeString:
    if not is_illustrative:
        return SafeString("")
    return format_html('<span class="illustrative-mark">{}</span>', gettext("illustrative"))
