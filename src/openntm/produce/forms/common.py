"""Fields that several registers share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openntm.office.forms import ReasonForm, day_field
from openntm.produce.crops import crop_choices


def text(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def hectares(label: Any, *, help_text: Any = "") -> forms.DecimalField:
    """Written with a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, max_digits=10, decimal_places=3, localize=True, widget=widget, help_text=help_text
    )


def crop_field(*, required: bool = True) -> forms.ChoiceField:
    first = [] if required else [("", gettext_lazy("all"))]
    return forms.ChoiceField(label=gettext_lazy("Crop"), choices=lambda: [*first, *crop_choices()], required=required)


class EndForm(ReasonForm):
    day = day_field(gettext_lazy("First day after the end"))
    field_order = ["day", "reason"]


class FindForm(forms.Form):
    """All empty: everything."""

    q = forms.CharField(label=pgettext_lazy("register", "Name or number"), max_length=100, required=False)

    def wanted(self, name: str) -> Any:
        """A wrong filter narrows nothing."""
        return self.cleaned_data.get(name) or "" if self.is_bound and self.is_valid() else ""


def everything(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("all")), *choices]
