"""What is filled in about a work itself, its states, and by what it is found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import Dong, UnitForm, day_field, quantity_field
from openntm.works.models import Work
from openntm.works.services.refusals import ShapeRefused
from openntm.works.shapes import shape_of_geojson, shape_of_text, text_of_shape

MOST_BYTES = 200_000


def text(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def area(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text, widget=widget)


class WorkForm(UnitForm):
    name = text(gettext_lazy("Name of the work"), 300, required=True)
    code = text(gettext_lazy("Number of the work"), 60, help_text=gettext_lazy("The owner's own number of it."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Work.Kind.choices)
    hamlet_name = text(gettext_lazy("Hamlet"), 120)
    purpose = area(gettext_lazy("Purpose"), 2000, help_text=gettext_lazy("What it is for and whom it serves; public."))
    owner = text(gettext_lazy("Work owner"), 200)
    decision = text(gettext_lazy("Investment decision"), 100)
    decided_on = day_field(gettext_lazy("Decided on"), required=False)
    quantity = quantity_field(gettext_lazy("Quantity"), required=False, help_text=gettext_lazy("For instance 1,25."))
    unit = text(gettext_lazy("Unit of quantity"), 30, help_text=gettext_lazy("For instance km, m², room."))
    budget = Dong(gettext_lazy("Budget (dong)"), required=False, help_text=gettext_lazy("As decided, all sources."))
    planned_start = day_field(gettext_lazy("Planned start"), required=False)
    planned_end = day_field(gettext_lazy("Planned end"), required=False)
    is_community = forms.BooleanField(
        label=gettext_lazy("Built with the community"),
        required=False,
        help_text=gettext_lazy(
            "People's money or labour, the commune's budget or gifts to it: the board may ask for more."
        ),
    )
    where = area(
        gettext_lazy("Position (latitude, longitude)"),
        20_000,
        help_text=gettext_lazy("One point, as 21.2845, 106.4124; for a road or canal one point a line."),
    )
    geojson = forms.FileField(
        label=gettext_lazy("Or a GeoJSON file"),
        required=False,
        help_text=gettext_lazy("With one point or one line, in degrees (WGS 84); it takes the place of what is typed."),
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json"}),
    )
    field_order = ["place", "name"]

    def clean(self) -> dict[str, Any]:
        """`shape` in the place of what was typed or chosen."""
        cleaned: dict[str, Any] = super().clean()
        where, file = cleaned.pop("where", ""), cleaned.pop("geojson", None)
        try:
            cleaned["shape"] = shape_of_geojson(file.read(MOST_BYTES)) if file else shape_of_text(where or "")
        except ShapeRefused as refused:
            self.add_error("geojson" if file else "where", str(refused))
        return cleaned


def initial_of(work: Work) -> dict[str, Any]:
    first = {name: getattr(work, name) for name in WorkForm.base_fields if hasattr(work, name)}
    return first | {"where": text_of_shape(work.shape)}


class StepForm(forms.Form):
    day = day_field(gettext_lazy("Day"))
    reason = area(gettext_lazy("Reason"), 500, help_text=gettext_lazy("Everybody who looks at the work reads it."))


class FindForm(forms.Form):
    """All empty: everything; a wrong filter narrows nothing."""

    q = text(gettext_lazy("Name, number or owner"), 100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": Work.Kind.choices,
            "state": Work.State.choices,
            "year": [(one, str(one)) for one in years],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext_lazy("all")), *found]

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data if self.is_bound else {}
