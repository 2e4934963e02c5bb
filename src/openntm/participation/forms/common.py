"""Fields that the registers of participation share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import ReasonForm, Whole, choose, day_field

CODE = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True})


def text(label: Any, length: int, *, required: bool = False, help_text: Any = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text, widget=widget)


def count(label: Any, *, required: bool = False, help_text: Any = "", least: int = 0) -> forms.IntegerField:
    return Whole(label=label, required=required, help_text=help_text, min_value=least, max_value=1_000_000)


class DayReasonForm(ReasonForm):
    day = day_field(gettext_lazy("Day"))
    field_order = ["day", "reason"]


class FindForm(forms.Form):
    """All empty: everything."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=100, required=False)

    def wanted(self, name: str) -> Any:
        """A wrong filter narrows nothing."""
        return self.cleaned_data.get(name) or "" if self.is_bound and self.is_valid() else ""

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        choose(self, name, [("", _("all")), *choices])


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code of the slip"), max_length=40, widget=CODE)


class Bare(forms.Form):
    """A page that only asks whether it is meant."""
