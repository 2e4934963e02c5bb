"""What is filled in about lots and their stamps."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openntm.codes.models.runs import Run, State
from openntm.codes.queries import place_of
from openntm.office.forms import ReasonForm, choose, day_field
from openntm.office.wording import number_text
from openntm.produce.forms.common import FindForm, crop_field, everything, text
from openntm.produce.forms.diary import harvest_name, kilograms
from openntm.produce.models import Certificate, DiaryEntry, Lot, Product

Choices = Sequence[tuple[Any, Any]]


class FindLotForm(FindForm):
    q = forms.CharField(label=gettext_lazy("Number, product or producer"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=lambda: everything(Lot.State.choices), required=False
    )


class FindProducersStampsForm(FindForm):
    q = forms.CharField(label=gettext_lazy("Producer"), max_length=100, required=False)


class FindSeasonForm(FindProducersStampsForm):
    crop = crop_field(required=False)


class OpenLotForm(forms.Form):
    product = forms.TypedChoiceField(label=gettext_lazy("Product"), coerce=int)
    number = text(
        gettext_lazy("Number of the lot"),
        20,
        required=True,
        help_text=gettext_lazy("Letters without accents, digits, - . / and no space; one lot of a product has it."),
    )
    certificate = forms.TypedChoiceField(
        label=gettext_lazy("Certificate that the lot claims"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, products: Sequence[Product], certificates: Sequence[Certificate], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "product", [(one.pk, f"{one.name} · {one.producer}") for one in products])
        claims = [(one.pk, f"{one} · {one.holder}") for one in certificates]
        choose(self, "certificate", [("", _("none: the lot claims no certificate")), *claims])


class FillForm(forms.Form):
    """`left`: harvests of which something is left, with how much."""

    harvest = forms.TypedChoiceField(label=gettext_lazy("Harvest"), coerce=int)
    kg = kilograms(
        gettext_lazy("Into this lot (kg)"), required=False, help_text=gettext_lazy("Empty: all that is left.")
    )

    def __init__(self, *args: Any, left: Sequence[tuple[DiaryEntry, Decimal]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "harvest", [(one.pk, harvest_name(one, kg)) for one, kg in left])


class PackForm(forms.Form):
    packed_kg = kilograms(gettext_lazy("Packed (kg)"))
    unit_kg = kilograms(
        gettext_lazy("One stamp stands for (kg)"),
        places=3,
        help_text=gettext_lazy("The weight of one package that carries a stamp."),
    )
    packed_on = day_field(gettext_lazy("Packed on"))
    use_by = day_field(gettext_lazy("Use by"), required=False)


class ConfirmForm(forms.Form):
    """Nothing to fill in: the page restates the act."""


class SpanForm(ReasonForm):
    """Stamps of one run, counted from 1 as people do."""

    run = forms.TypedChoiceField(label=gettext_lazy("Run"), coerce=int)
    first = forms.CharField(
        label=gettext_lazy("First stamp"),
        max_length=200,
        help_text=gettext_lazy("Its number in the run, or its code: typed, or read by a scanner."),
    )
    last = forms.CharField(label=gettext_lazy("Last stamp"), max_length=200)
    field_order = ["run", "first", "last", "reason"]

    def __init__(self, *args: Any, runs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "run", runs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "run" in cleaned:
            run = Run.objects.get(pk=cleaned["run"])
            first, last = self.count(run, "first"), self.count(run, "last")
            if first and last and last < first:
                self.add_error("last", _("The last stamp comes before the first."))
        return cleaned

    def count(self, run: Run, name: str) -> int | None:
        """The number from 1, in place of what was typed."""
        typed = self.cleaned_data.get(name)
        found = place_of(run, typed) if typed else None
        if found is not None:
            self.cleaned_data[name] = found + 1
        elif typed:
            told = {"size": number_text(run.size)}
            self.add_error(name, _("This is neither a number from 1 to %(size)s nor a code of this run.") % told)
        return self.cleaned_data.get(name)


class EndStampsForm(SpanForm):
    state = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        widget=forms.RadioSelect,
        choices=[
            (State.VOID.value, gettext_lazy("void: not to be used any more")),
            (State.LOST.value, gettext_lazy("lost")),
            (State.DESTROYED.value, gettext_lazy("destroyed")),
        ],
    )
    field_order = ["state", "run", "first", "last", "reason"]
