"""What a keeper fills in: only the fields of the work that was chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from openntm.office.forms import ReasonForm, day_field, limit
from openntm.office.wording import number_text
from openntm.produce.forms.common import FindForm, everything, text
from openntm.produce.inputs import offered
from openntm.produce.models import DiaryEntry, Plot, Producer
from openntm.produce.services.diary import SAYS

Kind = DiaryEntry.Kind


def kilograms(label: Any, *, required: bool = True, help_text: Any = "", places: int = 2) -> forms.DecimalField:
    """Written with a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=places,
        localize=True,
        widget=widget,
        required=required,
        help_text=help_text,
    )


class EntryForm(forms.Form):
    """The number and the waiting days of a product on the list need not be typed."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    day = day_field(gettext_lazy("Day"))
    input_name = text(
        gettext_lazy("Product used"),
        200,
        required=True,
        help_text=gettext_lazy("As on the label; choose from the list or type it."),
    )
    registration = text(
        gettext_lazy("Registration number"),
        60,
        help_text=gettext_lazy("In the list of permitted products; known for products on the list."),
    )
    dose = text(gettext_lazy("Dose"), 80, help_text=gettext_lazy("For instance: 20 ml for 16 litres of water."))
    waiting_days = forms.IntegerField(
        label=gettext_lazy("Waiting days"),
        min_value=0,
        max_value=365,
        required=False,
        help_text=gettext_lazy("As the label says; 0 if none. Known for products on the list."),
    )
    quantity_kg = kilograms(gettext_lazy("Harvested (kg)"))
    done_by = text(gettext_lazy("Who did it"), 150, required=True)
    note = text(gettext_lazy("Note"), 500)
    photo = forms.ImageField(
        label=gettext_lazy("Photo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, kind: str, others: Sequence[Plot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if others and kind != Kind.HARVEST:  # what each plot gave is weighed by itself
            self.fields["also"] = forms.TypedMultipleChoiceField(
                label=gettext_lazy("The same on these plots too"),
                choices=[(one.pk, plot_name(one)) for one in others],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        for name in {"input_name", "registration", "dose", "waiting_days", "quantity_kg"} - set(SAYS[kind]):
            del self.fields[name]
        if "input_name" in self.fields:
            self.fields["input_name"].widget.attrs |= {"list": "inputs", "autocomplete": "off"}
        if kind == Kind.TREATMENT:  # the service asks for them; the list of products may know two of them
            for name in ("registration", "dose", "waiting_days"):
                self.fields[name].depends = name != "dose"  # type: ignore[attr-defined]
            self.fields["dose"].required = True

    @property
    def inputs(self) -> Any:
        return offered(self.kind)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        known = next((one for one in self.inputs if one.name == cleaned.get("input_name")), None)
        for name in ("registration", "waiting_days"):
            if known and name in self.fields and cleaned.get(name) in ("", None):
                cleaned[name] = getattr(known, name)
        return cleaned


class CorrectForm(EntryForm, ReasonForm):
    """The old entry stays to be read beside the new one."""

    photo = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The earlier entry stays to be read, with this reason."),
    )


class BookForm(FindForm):
    """All empty: the year of the day, all plots, what stands."""

    q = forms.CharField(label=gettext_lazy("Plot, product or note"), max_length=100, required=False)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1990, max_value=2100, required=False)
    producer = forms.ModelChoiceField(
        label=gettext_lazy("Producer"),
        queryset=Producer.objects.none(),
        required=False,
        empty_label=gettext_lazy("all"),
    )
    plot = forms.ModelChoiceField(
        label=gettext_lazy("Plot"), queryset=Plot.objects.none(), required=False, empty_label=gettext_lazy("all")
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("farm", "Work"), choices=lambda: everything(Kind.choices), required=False
    )
    all = forms.BooleanField(label=gettext_lazy("Also what was corrected"), required=False)

    def __init__(self, *args: Any, producers: Any, plots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "producer", producers)
        limit(self, "plot", plots)
        self.fields["plot"].label_from_instance = plot_name  # type: ignore[attr-defined]


def plot_name(plot: Plot) -> str:
    return f"{plot.area.name}, {plot.number}"


def harvest_name(entry: DiaryEntry, left: Any) -> str:
    return f"{entry.day:%d/%m/%Y} · {plot_name(entry.plot)} · {number_text(left)} kg"
