"""Fields that several registers share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.office.forms import ReasonForm, day_field
from openntm.places.models import PlaceVersion
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


class UnitForm(forms.Form):
    """`units`: the communes in which it may lie; asked only where there are several."""

    place = forms.TypedChoiceField(label=gettext_lazy("Commune"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[PlaceVersion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.place_id: unit for unit in units}
        if len(self.units) < 2:
            del self.fields["place"]
            return
        self.choose("place", [(key, unit.full_name) for key, unit in self.units.items()])

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """`place` as the unit itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.units and not self.errors.get("place"):
            key = cleaned.get("place") or next(iter(self.units))
            cleaned["place"] = self.units[key].place
        return cleaned


class EndForm(ReasonForm):
    day = day_field(gettext_lazy("First day after the end"))
    field_order = ["day", "reason"]


class FindForm(forms.Form):
    """All empty: everything."""

    q = forms.CharField(label=gettext_lazy("Name or number"), max_length=100, required=False)

    def wanted(self, name: str) -> Any:
        """A wrong filter narrows nothing."""
        return self.cleaned_data.get(name) or "" if self.is_bound and self.is_valid() else ""


def everything(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("all")), *choices]
