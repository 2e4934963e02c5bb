"""What is filled in about producers, their members, their keepers and what they sell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from openntm.office.forms import UnitForm, choose, day_field, limit
from openntm.office.models import Person
from openntm.produce.forms.common import FindForm, crop_field, everything, text
from openntm.produce.models import Producer


class ProducerForm(UnitForm):
    name = text(gettext_lazy("Name of the producer"), 200, required=True)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Producer.Kind.choices)
    address = text(gettext_lazy("Address"), 300, help_text=gettext_lazy("It is shown to shoppers who scan a stamp."))
    registration = text(
        gettext_lazy("Registration number"), 60, help_text=gettext_lazy("Tax code, or number of the cooperative.")
    )
    gln = text(gettext_lazy("GLN"), 13, help_text=gettext_lazy("13 digits of GS1, if the producer has one."))
    company_prefix = text(
        gettext_lazy("Company prefix"), 12, help_text=gettext_lazy("Given by the national number bank, if any.")
    )
    phone = text(gettext_lazy("Telephone"), 40, help_text=gettext_lazy("Personal: never published."))
    representative = text(gettext_lazy("Representative"), 150, help_text=gettext_lazy("Personal: never published."))
    field_order = ["place", "name", "kind"]


class FindProducerForm(FindForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", everything(Producer.Kind.choices))
        states = [("active", gettext_lazy("active")), ("ended", gettext_lazy("no longer active"))]
        choose(self, "state", everything(states))


class MemberForm(forms.Form):
    number = text(
        gettext_lazy("Number of the member"),
        20,
        required=True,
        help_text=gettext_lazy("It stands where names may not."),
    )
    name = text(
        gettext_lazy("Name of the household"), 150, required=True, help_text=gettext_lazy("Personal: never published.")
    )


class KeeperForm(forms.Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=Person.objects.none(),
        help_text=gettext_lazy("Those with the post of a producer in this commune; an administrator gives the post."),
    )
    valid_from = day_field(gettext_lazy("First day"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self, "person", people)


class ProductForm(forms.Form):
    name = text(gettext_lazy("Name of the product"), 200, required=True)
    crop = crop_field()
    code = text(
        gettext_lazy("Product tracing code"),
        40,
        help_text=gettext_lazy("Letters without accents, digits, hyphens. Empty: the GTIN is the code."),
    )
    gtin = text(gettext_lazy("GTIN"), 14, help_text=gettext_lazy("Only if the producer has numbers of its own."))
    brand = text(gettext_lazy("Brand"), 200)
    standards = text(gettext_lazy("Standards applied"), 300)
    shelf_days = forms.IntegerField(label=gettext_lazy("Keeps for (days)"), min_value=1, max_value=3650, required=False)
    storage = text(gettext_lazy("How to keep it, warnings"), 300)
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("It is shown to shoppers who scan a stamp."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
