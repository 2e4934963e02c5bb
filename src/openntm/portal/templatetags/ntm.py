"""How pages say figures, verdicts, days and texts in two languages: `{% load ntm %}`."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

SIGNS = {"met": "✓", "not_met": "✕", "unknown": "?", "not_applicable": "–"}
VERDICTS = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown"), "not_applicable": _("not applicable")}
BECAUSE = {"no_figure": _("no figure"), "no_threshold": _("no threshold")}


def units() -> dict[str, Any]:
    """The units of the criteria sets, by key."""
    module = import_module("openntm.criteria.units")
    return dict(module.UNITS)


def is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """A figure as a Vietnamese officer writes it, with its unit: 1.234,5 %."""
    if value is None or value == "":
        return gettext("no figure")
    if isinstance(value, bool):
        return pgettext("figure", "yes") if value else pgettext("figure", "no")
    text = number(value)
    known = units().get(unit) if unit else None
    return text + ((known.after_vi if is_vietnamese() else known.after_en) if known else "")


@register.filter
def number(value: Any) -> str:
    """Exact digits, grouped; a word (a grade, a level) stays as it is."""
    try:
        exact = Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(getattr(value, "value", value))
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return str(formats.number_format(exact, use_l10n=True, force_grouping=abs(exact) >= 1000))


@register.filter
def day(value: date | datetime | str | None) -> SafeString:
    """31/12/2023, with the day for machines beside it."""
    if not value:
        return SafeString("")
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), on.strftime("%d/%m/%Y"))


@register.filter
def lang(value: Any, name: str = "") -> Any:
    """The text in the reader's language, of `{"vi", "en"}`, of `.vi` and `.en`, or of `name_vi` and `name_en`."""
    key = "vi" if is_vietnamese() else "en"
    if value is None or isinstance(value, str):
        return value or ""
    if name:
        return pick(value, f"{name}_{key}") or pick(value, f"{name}_vi")
    return pick(value, key) or pick(value, "vi") or value


def pick(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else getattr(value, key, None)


@register.filter
def unit(key: str) -> str:
    """The unit as it stands alone in the head of a table."""
    known = units().get(key)
    return (known.name_vi if is_vietnamese() else known.name_en) if known else ""


@register.filter
def verdict_word(value: str) -> str:
    return str(VERDICTS.get(str(value), value))


@register.filter
def verdict_sign(value: str) -> str:
    return SIGNS.get(str(value), "?")


@register.filter
def because_word(value: str | None) -> str:
    return str(BECAUSE.get(str(value), "")) if value else ""


@register.simple_tag
def verdict(finding: Any) -> SafeString:
    """Sign and word of a finding, a criterion or a bare verdict, with the reason of an unknown one."""
    key = str(getattr(finding, "verdict", finding))
    word = because_word(getattr(finding, "because", None)) or verdict_word(key)
    sign = format_html('<span aria-hidden="true">{}</span> {}', SIGNS.get(key, "?"), word)
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
