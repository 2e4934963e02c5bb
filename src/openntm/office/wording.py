"""How figures, verdicts, days and texts are said in two languages, on pages and in files."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openntm.criteria.units import UNITS

NUMBER = re.compile(r"\d+(\.\d+)*")  # of an indicator
WHOLE = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,18})")
SIGNS = {"met": "✓", "not_met": "✕", "unknown": "?", "not_applicable": "–"}
VERDICTS = {"met": _("met"), "not_met": _("not met"), "unknown": _("unknown"), "not_applicable": _("not applicable")}
BECAUSE = {"no_figure": _("no figure"), "no_threshold": _("no threshold")}
TITLES = {
    "ntm": pgettext_lazy("short title", "NTM"),
    "advanced": pgettext_lazy("short title", "advanced NTM"),
    "model": pgettext_lazy("short title", "model NTM"),
    "model_hamlet": pgettext_lazy("short title", "model hamlet"),
    "district_ntm": pgettext_lazy("short title", "NTM district"),
}
LAYERS = {
    "self": _("self-assessed"),
    "checked": _("checked"),
    "appraised": _("appraised"),
    "published": _("published"),
}


def is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def in_language(value: Any, name: str = "") -> Any:
    """The text in the reader's language, of `{"vi", "en"}`, of `.vi` and `.en`, or of `name_vi` and `name_en`."""
    key = "vi" if is_vietnamese() else "en"
    if value is None or isinstance(value, str):
        return value or ""
    if name:
        return pick(value, f"{name}_{key}") or pick(value, f"{name}_vi") or ""
    return pick(value, key) or pick(value, "vi") or value


def numbered(asked: Any) -> str:
    """As the law lists an indicator, "3.1 Income"; the title alone without a number, or where none was read (`x`)."""
    name = pick(asked, "indicator") or pick(asked, "id")
    title = str(in_language(pick(asked, "title")))
    return f"{name} {title}" if NUMBER.fullmatch(name) else title


def pick(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else getattr(value, key, None)


def whole_number(text: str) -> int | None:
    """As it is written here, with or without points between the thousands; None for anything else."""
    return int(text.replace(".", "")) if WHOLE.fullmatch(text) else None


def number_text(value: Any) -> str:
    """Exact digits, grouped; a word (a grade, a level) stays as it is."""
    try:
        exact = Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(getattr(value, "value", value))
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return str(formats.number_format(exact, use_l10n=True, force_grouping=abs(exact) >= 1000))


def figure_text(value: Any, unit: str = "") -> str:
    """A figure as a Vietnamese officer writes it, with its unit: 1.234,5 %."""
    if value is None or value == "":
        return gettext("no figure")
    if isinstance(value, bool):
        return pgettext("figure", "yes") if value else pgettext("figure", "no")
    if getattr(value, "value", "") == "not_applicable":
        return gettext("not applicable")
    known = UNITS.get(unit)
    return number_text(value) + ((known.after_vi if is_vietnamese() else known.after_en) if known else "")


def unit_text(key: str) -> str:
    """The unit as it stands alone in the head of a table."""
    known = UNITS.get(key)
    return (known.name_vi if is_vietnamese() else known.name_en) if known else ""


def day_text(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def verdict_text(finding: Any) -> str:
    """The word of a verdict; of an unknown one, what is missing."""
    because = getattr(finding, "because", None)
    key = str(because) if because else str(getattr(finding, "verdict", finding))
    return str({**VERDICTS, **BECAUSE}.get(key) or key)
