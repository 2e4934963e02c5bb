"""What is filled in about what happened to a lot."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from openntm.office.forms import choose, day_field
from openntm.produce.epcis.vocabulary import ERRORS, STEPS
from openntm.produce.forms.diary import kilograms
from openntm.produce.models import Lot
from openntm.produce.services.recording import Party

SEEN = ("inspecting", "sampling", "storing", "stocking", "staging_outbound", "transporting")


class HappenedForm(forms.Form):
    """Every act has its day and time: a stage without them is no record."""

    day = day_field(gettext_lazy("Day"))
    time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    quantity = kilograms(gettext_lazy("Quantity (kg)"), required=False)

    def __init__(self, *args: Any, lot: Lot, others: Sequence[Lot] = (), **kwargs: Any) -> None:
        now = timezone.localtime()
        first = {"day": now.date(), "time": now.time()}
        super().__init__(*args, **{**kwargs, "initial": first | (kwargs.get("initial") or {})})

    def given(self) -> dict[str, Any]:
        """As the service asks for it."""
        cleaned = dict(self.cleaned_data)
        at = datetime.combine(cleaned.pop("day"), cleaned.pop("time"))
        return {"at": timezone.make_aware(at), **cleaned}


class CommissionForm(HappenedForm):
    quantity = kilograms(gettext_lazy("Quantity (kg)"))

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, lot=lot, initial={"quantity": lot.packed_kg}, **kwargs)


class ObserveForm(HappenedForm):
    step = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        choices=lambda: [(step, str(STEPS[step]).capitalize()) for step in SEEN],
        widget=forms.RadioSelect,
    )
    field_order = ["step", "day", "time", "quantity"]


class TransformForm(HappenedForm):
    inputs = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Lots that went in"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ["inputs", "day", "time", "quantity"]

    def __init__(self, *args: Any, others: Sequence[Lot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(
            self, "inputs", [(one.pk, f"{one.number} · {one.product.name}, {one.product.producer}") for one in others]
        )

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"inputs": [(pk, None) for pk in given["inputs"]]}


class PackIntoForm(HappenedForm):
    container = forms.CharField(
        label=gettext_lazy("Box or pallet"),
        max_length=60,
        help_text=gettext_lazy("The SSCC of 18 digits, or what is written on it."),
    )
    field_order = ["container", "day", "time", "quantity"]


class OneOfTwo(forms.CharField):
    """Either this or its neighbour is needed: the service asks for it."""

    depends = True


class PartyForm(HappenedForm):
    name = OneOfTwo(
        label=gettext_lazy("Name of the other party"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("The name or the GLN is enough."),
    )
    gln = OneOfTwo(
        label=gettext_lazy("Their GLN"),
        max_length=13,
        required=False,
        help_text=gettext_lazy("13 digits, if they have one."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ["name", "gln", "day", "time", "quantity"]
    party = "to"

    def given(self) -> dict[str, Any]:
        given = super().given()
        given[self.party] = Party(given.pop("name"), given.pop("gln"))
        return given


class ReceiveForm(PartyForm):
    party = "giver"


class EndForm(HappenedForm):
    destroyed = forms.TypedChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[("", gettext_lazy("used up, eaten or sold loose")), ("1", gettext_lazy("destroyed"))],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    field_order = ["destroyed", "day", "time", "quantity"]


class WrongForm(forms.Form):
    error = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=lambda: [(key, str(word).capitalize()) for key, word in ERRORS.items()],
        widget=forms.RadioSelect,
    )
    corrective = forms.MultipleChoiceField(
        label=gettext_lazy("What is right instead"),
        help_text=gettext_lazy("Events that were recorded after it, if one of them takes its place."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, later: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "corrective", later)
        if not later:
            del self.fields["corrective"]
