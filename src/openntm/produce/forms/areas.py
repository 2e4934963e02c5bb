"""What is filled in about growing areas and their plots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import UnitForm, choose, day_field
from openntm.produce.crops import crop_choices
from openntm.produce.forms.common import FindForm, crop_field, everything, hectares, text
from openntm.produce.models import Member, Producer


class AreaForm(UnitForm):
    name = text(gettext_lazy("Name of the growing area"), 200, required=True)
    producer = forms.TypedChoiceField(label=gettext_lazy("Producer"), coerce=int, required=False, empty_value=None)
    crop = crop_field()
    area_ha = hectares(gettext_lazy("Area (ha)"))
    code = text(
        gettext_lazy("Growing-area code"),
        40,
        help_text=gettext_lazy("Given by the plant protection authority; it is not the VietGAP certificate."),
    )
    code_given_by = text(gettext_lazy("Code given by"), 200)
    valid_from = day_field(gettext_lazy("First day"))
    field_order = ["place", "name", "producer"]

    def __init__(self, *args: Any, producers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "producer", [("", "–"), *((one.pk, one.name) for one in producers)])


class FindAreaForm(FindForm):
    crop = forms.ChoiceField(label=gettext_lazy("Crop"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "crop", everything(crop_choices()))


def degrees(label: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(label=label, max_digits=8, decimal_places=5, required=False, localize=True, widget=widget)


class PlotForm(forms.Form):
    number = text(gettext_lazy("Number of the plot"), 20, required=True)
    area_ha = hectares(gettext_lazy("Area (ha)"))
    member = forms.ModelChoiceField(
        label=gettext_lazy("Member who works it"), queryset=Member.objects.none(), required=False
    )
    latitude = degrees(gettext_lazy("Latitude"))
    longitude = degrees(gettext_lazy("Longitude"))

    def __init__(self, *args: Any, producer: Producer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member: forms.ModelChoiceField = self.fields["member"]  # type: ignore[assignment]
        if producer is None:
            del self.fields["member"]
            return
        member.queryset = producer.members.filter(ended_on__isnull=True)
        member.label_from_instance = lambda obj: f"{obj.number} · {obj.name}"  # type: ignore[method-assign]
