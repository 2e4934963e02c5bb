"""How pages say published sums: `{% load participation %}`."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openntm.office.wording import number_text
from openntm.participation.models import MobilisedStatement

register = template.Library()
BILLION = Decimal(1_000_000_000)


@register.filter
def sum_said(one: MobilisedStatement) -> str:
    """As its page gives it: over 410 billion dong."""
    text = f"{billions(one.value)}" if one.unit == "dong" else f"{number_text(one.value)} {unit_said(one.unit)}"
    return (
        _("over %(sum)s") % {"sum": text}
        if one.is_least
        else _("about %(sum)s") % {"sum": text}
        if one.is_about
        else text
    )


@register.filter
def billions(value: Decimal) -> str:
    return _("%(number)s billion dong") % {"number": number_text(value / BILLION)}


def unit_said(unit: str) -> str:
    words = {"m2": "m²", "percent": "%", "days": _("labour days"), "houses": pgettext("unit", "houses")}
    return words.get(unit, unit)
